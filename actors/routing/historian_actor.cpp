#include "actors/routing/historian_actor.hpp"

#include "base/overloaded.hpp"

namespace sluice {

historian_actor::historian_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)) {}

caf::behavior historian_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  return {
      [this](const history_wanted& w) {
        answer said = rejection{rejection_code::unavailable, "",
                                "this engine cannot read its history; `sluice route explain` can"};
        if (needs_.history)
          std::visit(
              [&](auto&& found) { said = std::move(found); }, needs_.history->explain(w.order));
        send(*needs_.front_desk, batch<answered>{{{.who = w.who, .what = std::move(said)}}});
      },
      [this](const stop_now&) { quit(); },
  };
}

}  // namespace sluice

#include "actors/routing/historian_actor.hpp"

#include "actors/figures/figures_answer.hpp"
#include "actors/ledger/live_books.hpp"
#include "base/overloaded.hpp"

namespace sluice {

historian_actor::historian_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)) {}

caf::behavior historian_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  return {
      [this](const history_wanted& w) {
        send(*needs_.front_desk, batch<answered>{{{.who = w.who, .what = reply_to(w.ask)}}});
      },
      [this](const stop_now&) { quit(); },
  };
}

answer historian_actor::reply_to(const decltype(history_wanted::ask)& ask) {
  if (const auto* figures = std::get_if<get_link_figures>(&ask)) return tell_figures(*figures);
  if (const auto* account = std::get_if<get_account>(&ask)) return tell_account(*account);
  if (const auto* only = needs_.level.in_force()) return why_side_work_is_off(*only);
  if (!needs_.history)
    return rejection{rejection_code::unavailable, "",
                     "this engine cannot read its history; `sluice trace` and `sluice route "
                     "explain` can"};
  const auto as_answer = [](auto&& found) -> answer { return std::move(found); };
  return std::visit(
      overloaded{
          [&](const get_route& q) {
            return std::visit(as_answer, needs_.history->explain(q.order));
          },
          [&](const get_trace& q) { return std::visit(as_answer, needs_.history->trace(q.order)); },
          [&](const get_link_figures& q) { return tell_figures(q); },
          [&](const get_account& q) { return tell_account(q); },
      },
      ask);
}

answer historian_actor::tell_account(const get_account& asked) {
  if (!needs_.books)
    return rejection{rejection_code::unavailable, "",
                     "this engine keeps no books; `sluice books` makes them from the log"};
  return needs_.books->of(asked.whose);
}

/// What has been counted is told whatever the engine does.
answer historian_actor::tell_figures(const get_link_figures& asked) {
  if (!needs_.links)
    return rejection{rejection_code::unavailable, "", "this engine counts nothing of its links"};
  return figures_answer(*needs_.links, asked, needs_.level.is_side_work_off(), needs_.clock->now());
}

}  // namespace sluice

#include "actors/contract/contract_actor.hpp"

#include "events/stream_name.hpp"

namespace sluice {

contract_actor::contract_actor(caf::actor_config& cfg, needs own)
    : settings_actor(
          cfg, {contract_stream(), own.log, own.log_writer, own.clock}, {.channels = own.channels}),
      needs_(std::move(own)) {}

caf::behavior contract_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  if (const auto problem = load())
    needs_.tells->tell({.level = severity::critical,
                        .event = "settings_unreadable",
                        .message = *problem + "; contracts cannot be changed"});
  return {
      [this](settings_word<contract::command>& w) {
        take(std::move(w));
        send_answers();
      },
      [this](const contract_look& look) {
        const auto fault = contract::fault_in(look.with, {needs_.channels});
        answer said = fault ? answer{*fault} : view_of(look.with);
        send(*needs_.front_desk, batch<answered>{{{.who = look.who, .what = std::move(said)}}});
      },
      [this](const written& w) {
        on_written(w);
        send_answers();
      },
      [this](const stop_now&) { quit(); },
  };
}

void contract_actor::on_heard(const settings_word<contract::command>& w, const rejection* refused) {
  if (refused != nullptr) return reply(w, *refused);
  const auto* put = w.what ? std::get_if<contract::put>(&*w.what) : nullptr;
  reply(w, view_of(put != nullptr ? put->with : contract::party{}));
}

contract_view contract_actor::view_of(const contract::party& with) const {
  contract_view out{.with = with, .position = position()};
  const auto known = state().all.find(with);
  if (known != state().all.end()) out.versions.assign(known->second.rbegin(), known->second.rend());
  return out;
}

}  // namespace sluice

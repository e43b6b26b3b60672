#include "sim/world/colleague.hpp"

#include "sim/world/callers.hpp"

namespace sluice::sim {

using std::chrono_literals::operator""s;

void colleague::hear(const answer& a, millis longest) {
  const auto* wanted = std::get_if<second_person_wanted>(&a);
  if (wanted == nullptr) return;
  auto pause = dice_.roll().between(1s, longest);
  if (dice_.strikes(hazard::nobody_agrees)) {
    if (dice_.roll().one_in(2)) return;
    pause = dice_.roll().between(1700s, 2400s);
  }
  scene_->time.after(pause, [this, to = wanted->what] { agree(to); });
}

void colleague::agree(const proposal_view& to) {
  const signed_by again{to.proposer.operator_name, "I still want it"};
  const signed_by other{std::string(name_of_colleague), "I have seen it too"};
  if (dice_.strikes(hazard::agrees_with_himself))
    say({to.id, to.position, again}, caller_as(role::same_operator, {}));
  if (dice_.strikes(hazard::agrees_unseen))
    say({to.id, to.position + 1, other}, caller_as(role::second_operator, {}));
  say({to.id, to.position, other}, caller_as(role::second_operator, {}));
}

void colleague::say(const confirm_proposal& what, const access::caller& from) {
  scene_->tale.tell({"somebody agrees:", what.who.operator_name});
  bus_->send({.ask = what, .from = from}, [](const answer&) {});
}

}  // namespace sluice::sim

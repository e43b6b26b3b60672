#include "domain/order/code_events.hpp"

namespace sluice::order {

bool is_let_through(const state& o) noexcept {
  const auto* proves = std::get_if<verifying>(&o.now);
  if (proves != nullptr) return proves->is_right;
  return std::holds_alternative<accepted>(o.now) || !o.risk || o.risk_said == risk_verdict::pass;
}

bool may_follow_in(const state& o, const code_tried& e) noexcept {
  const auto* proves = std::get_if<verifying>(&o.now);
  return proves != nullptr && !proves->asked && e.number == proves->tried + 1 &&
         e.number <= most_code_tries;
}

bool may_follow_in(const state& o, const code_judged& e) noexcept {
  const auto* proves = std::get_if<verifying>(&o.now);
  return proves != nullptr && proves->asked && e.number == proves->tried;
}

bool may_follow_in(const state& o, const code_given& e) noexcept {
  if (!waits_for_code(o)) return false;
  const auto& a = current_attempt(o);
  return a.number == e.attempt && e.number == a.codes + 1 && e.number <= most_code_tries;
}

void apply_to(state& o, const risk_judged& e, instant at) {
  o.risk_said = e.verdict;
  if (e.verdict == risk_verdict::verify && !policy_of(o.type).needs_payment_code)
    o.now = verifying{.since = at};
}

void apply_to(state& o, const code_tried& e, instant at) {
  auto& p = std::get<verifying>(o.now);
  p.tried = e.number;
  p.asked = at;
}

void apply_to(state& o, const code_judged& e) {
  auto& p = std::get<verifying>(o.now);
  p.asked.reset();
  p.is_right = e.found == code_finding::right;
}

void apply_to(state& o, const code_given& e, instant at) {
  auto& a = o.attempts.back();
  a.codes = e.number;
  a.confirmed = at;
  o.now = attempting{};
}

}  // namespace sluice::order

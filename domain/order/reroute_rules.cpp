/// Another channel in the middle of an order: only on proof that the last one has no money, and
/// only where that helps the payer who waits.

#include <algorithm>

#include "domain/order/rules.hpp"

namespace sluice::order::rules {
namespace {

/// The first channel of the route that no attempt has used and that takes payments now.
const channel_id* next_channel(const state& o, const ways_on& ways) {
  const auto can_be_next = [&](const channel_id& c) {
    const auto used = [&](const attempt& a) { return a.channel == c; };
    return std::none_of(o.attempts.begin(), o.attempts.end(), used) &&
           std::find(ways.open.begin(), ways.open.end(), c) != ways.open.end();
  };
  const auto it = std::find_if(o.route.begin(), o.route.end(), can_be_next);
  return it == o.route.end() ? nullptr : &*it;
}

/// Channels that have really been asked to pay, this one among them or not.
std::uint32_t really_tried(const state& o, const attempt_report& last) {
  return static_cast<std::uint32_t>(
      std::count_if(o.attempts.begin(), o.attempts.end(), [&](const attempt& a) {
        return a.number == last.attempt ? !never_left(last) : !a.never_left;
      }));
}

/// Proof means a listed failure, or a call that never left. "Not found" may end an order; it proves
/// too little to charge the payer elsewhere. A payment code tells the wallet: the route holds only
/// channels that can reach it.
bool is_proof(const attempt_report& r) {
  return never_left(r) || (r.found == finding::not_paid && r.reroutable);
}

/// A call that never left has cost nobody anything, and does not count against what may be tried.
bool may_try_again(const state& o, const attempt_report& r, const ways_on& ways) {
  return never_left(r) || (ways.within_budget && really_tried(o, r) <= ways.most_reroutes);
}

bool may_reroute(const state& o, const attempt_report& r, const surroundings& around) {
  return around.ways != nullptr && is_proof(r) && policy_of(o.type).reroutable &&
         around.can_pay_again && !has_expired(o.not_after, around) &&
         around.now < o.attempts.front().started + around.ways->within &&
         may_try_again(o, r, *around.ways);
}

}  // namespace

decision fail_or_reroute(const state& o, const attempt_report& r, const surroundings& around) {
  const attempt_failed ended{r.attempt, never_left(r) ? source::engine : r.from, r.code};
  // What was held before it is held still.
  if (current_attempt(o).is_capture()) return effects{{ended}, {}};
  const auto* channel = may_reroute(o, r, around) ? next_channel(o, *around.ways) : nullptr;
  if (channel == nullptr) return effects{{ended, order_failed{r.code}}, {}};
  const attempt_no next{static_cast<std::uint16_t>(r.attempt.value() + 1)};
  return effects{
      {ended, attempt_started{next, *channel, around.numbers.of_attempt(*channel, o.id, next)}},
      {call_pay{next}}};
}

}  // namespace sluice::order::rules

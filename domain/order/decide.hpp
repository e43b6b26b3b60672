#pragma once
/// The order's decisions: what a command means in a state. Pure: no clock, no randomness, no I/O.
/// Called by the order actor; the simulator and the tests call it directly.
///
///   state × command ──decide──> events + actions | rejection
///   state × event   ──evolve──> state
///
/// Events are written first. Actions are carried out only when the events are durable.

#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "domain/channel_numbers.hpp"
#include "domain/order/command.hpp"
#include "domain/order/event.hpp"
#include "domain/order/state.hpp"
#include "domain/policy.hpp"
#include "domain/rejection.hpp"

namespace sluice::order {

// -- actions: what the outside must now do -----------------------------------------

struct call_pay {
  attempt_no attempt;
};
/// The payment again, with the code that the payer has just given.
struct call_confirm {
  attempt_no attempt;
};
struct call_query {
  attempt_no attempt;
  /// Where nobody vouches for what made us ask, the query pushes nothing else aside.
  enum class prompt : std::uint8_t {
    doubt,
    hearsay,     ///< just posted: at most one query an order and query interval
    old_hearsay  ///< what no query has answered yet; the agenda sets the pace
  } why = prompt::doubt;
};
struct call_revoke {
  attempt_no attempt;
  revoke_method method;
};
struct call_refund {
  refund_no refund;
};
struct call_refund_query {
  refund_no refund;
};
/// Send what is stuck on to where a person has said. Called once for each such word.
struct call_send_on {
  refund_no refund;
};
using action = std::variant<call_pay, call_confirm, call_query, call_revoke, call_refund,
                            call_refund_query, call_send_on>;

/// Whom an order asks beside its channels. The answer comes as a command.
enum class side_question : std::uint8_t {
  none,
  may_it_start,  ///< its merchant, of a held order
  is_it_a_risk,  ///< the risk service
  is_the_code_right,  ///< the risk service, of the code that came last
};

struct effects {
  std::vector<event> events{};
  std::vector<action> actions{};
  /// Of a notification: it is not taken now, and whoever sent it shall send it again later.
  bool send_again = false;
  side_question asks = side_question::none;
};

using decision = std::variant<effects, rejection>;

/// Where a payment may go whose channel has surely not taken it.
struct ways_on {
  std::vector<channel_id> open{};  ///< channels of the route that take payments now
  std::uint32_t most_reroutes = 1;  ///< an order; calls that never left do not count
  /// Of all payments only so many may be tried a second time: a storm of second tries would take
  /// down what still works.
  bool within_budget = true;
  millis within{40'000};  ///< since its first attempt: after that nobody waits for it
};

/// What decide may look at besides the state.
struct surroundings {
  /// The log's time, which no step of the machine's clock moves while the engine runs. What is
  /// given up runs on it.
  instant now;
  const attempt_timing& timing;  ///< of the current attempt's channel (or the first of the route)
  const channel_numbers& numbers;
  /// The payment code is gone after a restart; without it no further channel can be tried.
  bool can_pay_again = true;
  /// What the payer is charged by is gone after a restart; without it no code of his helps.
  bool can_confirm = true;
  const ways_on* ways = nullptr;  ///< nothing: nowhere
  /// Refunds of one order that have not failed; the engine's own give-backs apart.
  std::uint32_t most_refunds = 50;
  /// The log's time when the engine started. What must have lasted for a while counts from here at
  /// the earliest: how long the engine was away, only the machine's clock knows.
  instant awake_since{};
  /// What the machine's clock says, right or wrong: what callers and channels mean by a time.
  instant machine_time{};
  /// The log was put back: an order that seems not to have begun may have begun in time and be
  /// paid. So it begins, without a call, to be asked about; that it did not begin would be a guess.
  bool lacks_its_end = false;
};

[[nodiscard]] decision decide(const state& o, const command& given, const surroundings& around);

/// Cannot fail: the event has happened. An event that does not fit the state is a broken invariant.
[[nodiscard]] state evolve(state o, const event& happened, instant at);
/// The same in place, for those who replay many events.
void apply(state& o, const event& happened, instant at);

/// Is this event allowed in this state? The written table of transitions; audit uses it on logs.
[[nodiscard]] bool may_follow(const state& o, const event& happened) noexcept;

}  // namespace sluice::order

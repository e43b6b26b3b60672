#pragma once
/// Parts of decide that several phases share. Private to domain/order.

#include <string_view>

#include "domain/order/decide.hpp"

namespace sluice::rules {

[[nodiscard]] decision nothing();
[[nodiscard]] decision reject(rejection_code code, std::string_view field, std::string message);

/// The same order again: the same answer. The same number with another body: refused.
[[nodiscard]] decision repeat_pay(const order& o, const pay& c);

// -- attempts ---------------------------------------------------------------------

/// The payment itself never left the engine: surely not paid. A query that was not sent says
/// nothing.
[[nodiscard]] bool never_left(const attempt_report& r) noexcept;
/// A notification that says "closed" or "failed": asked about, never believed by itself. Channels
/// have sent contradictory ones, and an order that failed by mistake is paid a second time.
[[nodiscard]] bool is_hearsay_of_failure(const attempt_report& r) noexcept;
/// The channel states an amount, and it is not ours.
[[nodiscard]] bool amount_differs(const order& o, const attempt_report& r) noexcept;
[[nodiscard]] decision succeed(const attempt_report& r);
/// Definitely not paid: try the next channel if every condition for it holds, else end.
[[nodiscard]] decision fail_or_reroute(const order& o, const attempt_report& r,
                                       const surroundings& around);
/// A query finds nothing, and that counts: the trade would have become visible by now, money comes
/// in, and the business type or the channel's own word (a suspected failure) points the same way.
[[nodiscard]] bool not_found_proves(const order& o, const attempt_report& r, bool suspected_failure,
                                    const surroundings& around);
/// Is this the attempt that is under way? Precondition: the order has one.
[[nodiscard]] bool is_current(const order& o, attempt_no n) noexcept;
/// A result that contradicts the first one: recorded once, and a query is asked for the truth.
[[nodiscard]] decision conflict(const order& o, const attempt_report& r, std::string detail);
/// A report for an order that has ended (or for an attempt that has): mostly stale or repeated;
/// money that came late is given back on the word of a query, never of a notification alone.
[[nodiscard]] decision after_the_end(const order& o, const attempt_report& r,
                                     const surroundings& around);

// -- revokes ----------------------------------------------------------------------

[[nodiscard]] bool can_be_taken_back(const order& o) noexcept;
/// Take the order back, by the method that the business type offers.
[[nodiscard]] decision begin_revoke(const order& o, revoke_reason why, const surroundings& around);
[[nodiscard]] decision evidence_while_revoking(const revoking& p, const order& o,
                                               const attempt_report& r, const surroundings& around);
[[nodiscard]] decision revoke_was_answered(const revoking& p, const order& o,
                                           const revoke_report& r);
[[nodiscard]] decision revoke_due(const revoking& p, const order& o, duty what,
                                  const surroundings& around);
[[nodiscard]] decision revoke_after(const restarted& r, const revoking& p, const order& o,
                                    const surroundings& around);

/// Somebody said that money came after the end, and no query has confirmed or denied it. Keeps the
/// order open, so that a crash between the hearsay and the query loses nothing. Null: none.
[[nodiscard]] const result_conflicted* unsettled_contradiction(const order& o) noexcept;
/// What is due in an order that has ended: a contradiction to clear up, refunds to settle.
[[nodiscard]] decision due_after_the_end(const order& o, duty what, const surroundings& around);

// -- refunds ----------------------------------------------------------------------

[[nodiscard]] decision request_refund(const order& o, const refund_order& c,
                                      const surroundings& around);
[[nodiscard]] refund_requested give_back(const order& o, attempt_no attempt,
                                         const surroundings& around);
[[nodiscard]] decision weigh_refund(const order& o, const refund_report& r);
[[nodiscard]] decision refunds_due(const order& o, const surroundings& around);
[[nodiscard]] decision refunds_after(const restarted& r, const order& o);

// -- operators ----------------------------------------------------------------------

/// The same word of the same person again: the same answer, though nothing is left to resolve.
[[nodiscard]] bool is_repeated(const std::optional<order_resolved>& last, const resolve& c);
[[nodiscard]] decision resolve_refund(const order& o, const resolve& c);
[[nodiscard]] decision resolve_order(const order& o, const resolve& c);

}  // namespace sluice::rules

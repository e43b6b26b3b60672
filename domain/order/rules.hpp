#pragma once
/// Parts of decide that several phases share. Private to domain/order.

#include <string_view>

#include "domain/order/decide.hpp"

namespace sluice::order::rules {

[[nodiscard]] decision nothing();
[[nodiscard]] decision reject(rejection_code code, std::string_view field, std::string message);

/// A refund of what is not paid.
[[nodiscard]] decision not_paid_yet();
/// A capture where nothing is held that it could take, or of another amount than one before it.
[[nodiscard]] decision capture_elsewhere(const state& o, const capture& c);
/// A payer's code, and nothing waits for one.
[[nodiscard]] decision no_code_wanted();

/// The same order again: the same answer. The same number with another body: refused.
[[nodiscard]] decision repeat_pay(const state& o, const pay& c);

// -- time -------------------------------------------------------------------------

/// What began then has surely lasted so long, however the machine's clock was set meanwhile.
[[nodiscard]] bool has_lasted(instant since, millis at_least, const surroundings& around) noexcept;
/// It is time to give up what began then. A look that comes late, because the process stood still,
/// tries once more instead.
[[nodiscard]] bool is_given_up(instant since, millis limit, const fall_due& due,
                               const surroundings& around) noexcept;
/// The payer has something to do that is not done at the till.
[[nodiscard]] bool payer_acts(const state& o) noexcept;
/// The payer of the current attempt has had his time: that of the channel, or, where he acts
/// elsewhere, the order's own.
[[nodiscard]] bool payer_is_too_late(const state& o, const surroundings& around) noexcept;
/// From then on nothing new may begin.
[[nodiscard]] bool has_expired(const std::optional<instant>& not_after,
                               const surroundings& around) noexcept;

// -- attempts ---------------------------------------------------------------------

/// The payment itself never left the engine: surely not paid. A query that was not sent says
/// nothing.
[[nodiscard]] bool never_left(const attempt_report& r) noexcept;
/// A notification without a signature, and each that says "closed" or "failed": asked about, never
/// believed by itself. Anybody can post the first, and channels have sent contradictory ones of the
/// second; an order that failed by mistake is paid a second time.
[[nodiscard]] bool is_hearsay(const attempt_report& r) noexcept;
/// A query shall tell what is true.
[[nodiscard]] decision ask_about(const attempt_report& r);
/// The channel states an amount, and it is not what the attempt should hold; or a notification
/// states none, so that nobody has said that it is.
[[nodiscard]] bool amount_differs(const state& o, const attempt_report& r) noexcept;
/// The current attempt of an open order is said to be paid: so is the order, if the amount agrees.
[[nodiscard]] decision believe_paid(const state& o, const attempt_report& r);
/// Money, but another amount than was asked for: a person has to see it. A notification's word is
/// asked about first.
[[nodiscard]] decision another_amount(const state& o, const attempt_report& r);
/// Definitely not paid: try the next channel if every condition for it holds, else end.
[[nodiscard]] decision fail_or_reroute(const state& o, const attempt_report& r,
                                       const surroundings& around);
/// A query finds nothing, and that counts: the trade would have become visible by now, money comes
/// in, and the business type or the channel's own word (a suspected failure) points the same way,
/// or it is a capture.
[[nodiscard]] bool not_found_proves(const state& o, const attempt_report& r, bool suspected_failure,
                                    const surroundings& around);
/// Is this the attempt that is under way? Precondition: the order has one.
[[nodiscard]] bool is_current(const state& o, attempt_no n) noexcept;
/// A result that contradicts the first one: recorded once, and a query is asked for the truth.
[[nodiscard]] decision conflict(const state& o, const attempt_report& r, std::string detail);

// -- codes that the channel sends to the payer: confirm_rules.cpp --------------------------------

/// The payer has typed one: it is written down that he has, and the channel is called with it.
[[nodiscard]] decision give_code(const state& o, const surroundings& around);
/// The channel waits for the payer. One who has used up his codes has not paid.
[[nodiscard]] decision payer_must_act(const state& o, const attempt_report& r,
                                      const surroundings& around);
/// The call with his code never left: he may give it once more.
[[nodiscard]] decision code_never_left(const state& o, const attempt_report& r,
                                       const surroundings& around);
/// The payer is to type a code, or another one.
[[nodiscard]] bool wants_code(const attempt_report& r) noexcept;
/// A query's "not paid" may be what was before the payer's last code, which is still on its way.
[[nodiscard]] bool may_mean_another_code(const attempt& a, const attempt_report& r,
                                         const surroundings& around) noexcept;
/// Whoever waits for a code that nobody could use any more is not kept waiting.
[[nodiscard]] decision open_after(const restarted& r, const state& o, const surroundings& around);

// -- what is in question about an attempt that is over, or of an order that has ended -----------

/// A report about it: mostly stale or repeated; money that came late is given back on the word of a
/// query, never of a notification alone.
[[nodiscard]] decision after_the_end(const state& o, const attempt_report& r,
                                     const surroundings& around);
/// Late money was found, and can be given back: both are written down, and the refund is called.
/// Precondition: no give-back has taken all of it.
[[nodiscard]] effects find_and_give_back(const state& o, const late_payment_found& found,
                                         const surroundings& around);
/// What is due of questions that a query is to answer, besides what the phase has to do.
[[nodiscard]] decision with_due_questions(const state& o, decision first, const fall_due& due,
                                          const surroundings& around);
/// What is due in an order that has ended: questions, refunds to settle.
[[nodiscard]] decision due_after_the_end(const state& o, const fall_due& due,
                                         const surroundings& around);

// -- revokes ----------------------------------------------------------------------

[[nodiscard]] bool can_be_taken_back(const state& o) noexcept;
/// Take the order back, by the method that the business type offers.
[[nodiscard]] decision begin_revoke(const state& o, revoke_reason why, const surroundings& around);
/// Nothing but a refund can give back what the current attempt was found to hold.
[[nodiscard]] decision revoked_with_give_back(const state& o, const attempt_report& r,
                                              const surroundings& around);
[[nodiscard]] decision evidence_while_revoking(const revoking& p, const state& o,
                                               const attempt_report& r, const surroundings& around);
[[nodiscard]] decision revoke_was_answered(const revoking& p, const state& o,
                                           const revoke_report& r);
[[nodiscard]] decision revoke_due(const revoking& p, const state& o, const fall_due& due,
                                  const surroundings& around);
[[nodiscard]] decision revoke_after(const restarted& r, const revoking& p, const state& o,
                                    const surroundings& around);

// -- refunds ----------------------------------------------------------------------

[[nodiscard]] decision request_refund(const state& o, const refund_order& c,
                                      const surroundings& around);
[[nodiscard]] refund_requested give_back(const state& o, attempt_no attempt, money amount,
                                         refund_purpose why, const surroundings& around);
/// A give-back of it is done, or under way, or with a person.
[[nodiscard]] bool is_given_back(const state& o, attempt_no n);
[[nodiscard]] decision weigh_refund(const state& o, const refund_report& r,
                                    const surroundings& around);
[[nodiscard]] decision refunds_due(const state& o, const fall_due& due, const surroundings& around);
[[nodiscard]] decision refunds_after(const restarted& r, const state& o);

// -- operators ----------------------------------------------------------------------

/// It waits for a person, yet its channel could say what became of it. Another amount than asked
/// for is a person's alone. Precondition: it needs an operator.
[[nodiscard]] bool query_may_end_it(const state& o) noexcept;
/// A person's word about a refund, about the order, or about the money of one of its attempts.
[[nodiscard]] decision resolve_by_person(const state& o, const resolve& c,
                                         const surroundings& around);

// -- money that is only held: decide_authorized.cpp ---------------------------------------

[[nodiscard]] decision decide_in(const authorized& p, const state& o, const command& given,
                                 const surroundings& around);

// -- the phases before the first attempt: decide_before.cpp -----------------------------

[[nodiscard]] decision decide_in(const absent& p, const state& o, const command& given,
                                 const surroundings& around);
[[nodiscard]] decision decide_in(const accepted& p, const state& o, const command& given,
                                 const surroundings& around);
[[nodiscard]] decision decide_in(const held& p, const state& o, const command& given,
                                 const surroundings& around);
[[nodiscard]] decision decide_in(const verifying& p, const state& o, const command& given,
                                 const surroundings& around);

}  // namespace sluice::order::rules

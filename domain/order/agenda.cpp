#include "domain/order/agenda.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "domain/order/rules.hpp"

namespace sluice::order {
namespace {

/// The channel actor answers every call within the call time-out (plus its queue's deadline); if
/// even that answer is missing, its actor died, and the attempt is looked up instead.
constexpr millis answer_grace{5000};

/// How often an order looks whether it may begin, or whether its time is over.
constexpr backoff looks_again{millis{1000}, millis{30'000}};

instant next_query(const attempt& a, instant now, const attempt_timing& timing) {
  const auto since = last_charge(a);
  for (const auto after : timing.query_at)
    if (since + after > now) return since + after;
  const auto last = timing.query_at.empty() ? since : since + timing.query_at.back();
  return timing.query_after_that.next(last, now);
}

agenda doubt_agenda(const state& o, instant now, const attempt_timing& timing) {
  const auto& a = current_attempt(o);
  agenda out;
  out.query = next_query(a, now, timing);
  if (!rules::can_be_taken_back(o)) return out;
  // While the payer looks for his code there is nothing to find.
  if (waits_for_code(o)) out.query.reset();
  out.revoke = std::max(last_charge(a) + timing.revoke_from, now);
  // Its own time may be over sooner. That is the machine's clock: where it is behind, we look
  // again.
  if (rules::payer_acts(o) && o.not_after)
    out.revoke = std::min(
        *out.revoke, now < *o.not_after ? *o.not_after : looks_again.next(*o.not_after, now));
  return out;
}

agenda revoke_agenda(const state& o, const revoking& p, instant now, const attempt_timing& timing,
                     instant awake_since) {
  agenda out;
  if (p.answered) {
    out.query = timing.revoke_again.next(*p.answered, now);
    return out;
  }
  const auto allowed =
      std::max(last_charge(current_attempt(o)), awake_since) + timing.revoke_never_before;
  out.revoke = allowed > now ? allowed : timing.revoke_again.next(std::max(p.since, allowed), now);
  return out;
}

/// What nobody has captured in time is let go.
agenda held_agenda(const state& o, instant now, const attempt_timing& timing) {
  agenda out;
  const auto end = timing.windows.capture.end(authorized_attempt(o)->paid_at);
  if (end && !is_being_released(o)) out.revoke = std::max(*end, now);
  return out;
}

/// A person may take long; its channel may have an answer sooner.
agenda operator_agenda(const state& o, const needs_operator& p, instant now,
                       const attempt_timing& timing) {
  if (!rules::query_may_end_it(o)) return {};
  return {.query = timing.query_after_that.next(p.since, now)};
}

/// Money that is in question beside the phase.
std::optional<instant> next_question(const state& o, instant now, const attempt_timing& timing) {
  std::optional<instant> first;
  for (const auto& a : o.attempts) {
    if (a.asks == money_question::none || is_for_a_person(a.asks)) continue;
    const auto due = timing.query_after_that.next(a.asked_since, now);
    first = first ? std::min(*first, due) : due;
  }
  return first;
}

std::optional<instant> next_refund(const state& o, instant now, const attempt_timing& timing) {
  std::optional<instant> first;
  for (const auto& r : o.refunds) {
    if (r.state != refund::status::requested && r.state != refund::status::in_doubt) continue;
    const auto due = timing.refund_again.next(begun(r), now);
    first = first ? std::min(*first, due) : due;
  }
  return first;
}

}  // namespace

millis query_interval(const attempt_timing& timing) noexcept {
  return timing.query_at.empty() ? timing.query_after_that.first : timing.query_at.front();
}

agenda agenda_of(const state& o, instant now, const attempt_timing& timing, instant awake_since) {
  auto out = std::visit(
      overloaded{
          [](const absent&) { return agenda{}; },
          [](const accepted&) { return agenda{}; },
          [&](const held&) { return agenda{.retry = looks_again.next(o.accepted_at, now)}; },
          [&](const verifying& p) { return agenda{.retry = looks_again.next(p.since, now)}; },
          [&](const attempting&) {
            const auto& a = current_attempt(o);
            return agenda{.query =
                              std::max(last_charge(a) + timing.call_timeout + answer_grace, now)};
          },
          [&](const awaiting_payer&) { return doubt_agenda(o, now, timing); },
          [&](const in_doubt&) { return doubt_agenda(o, now, timing); },
          [&](const revoking& p) { return revoke_agenda(o, p, now, timing, awake_since); },
          [&](const authorized&) { return held_agenda(o, now, timing); },
          [](const paid&) { return agenda{}; },
          [](const failed&) { return agenda{}; },
          [](const revoked&) { return agenda{}; },
          [&](const needs_operator& p) { return operator_agenda(o, p, now, timing); },
      },
      o.now);
  if (const auto question = next_question(o, now, timing))
    out.query = out.query ? std::min(*out.query, *question) : *question;
  if (!o.refunds.empty()) out.retry = next_refund(o, now, timing);
  return out;
}

}  // namespace sluice::order

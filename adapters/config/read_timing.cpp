#include <algorithm>

#include "adapters/config/sections.hpp"
#include "adapters/config/units.hpp"

namespace sluice {

attempt_timing default_timing(business_type type) {
  attempt_timing timing{};  // those of payment codes
  if (type == business_type::payment_code) return timing;
  // The channel answers later by itself, and is slow to show an order: asking earlier says nothing.
  constexpr millis minute{60'000}, hour = 60 * minute;
  timing.query_at = {2 * minute, 4 * minute, 6 * minute, 10 * minute};
  timing.query_after_that = {.first = minute, .most = 30 * minute};
  timing.revoke_from = 30 * minute;
  timing.revoke_never_before = 5 * minute;
  // The payer takes his time, elsewhere. A prepaid order of WeChat's lives two hours; UnionPay
  // wants to be asked at these times, and a company's second approver may come days later.
  if (policy_of(type).asks_payer) {
    timing.query_at = {minute, 5 * minute, 10 * minute, 30 * minute, hour, 2 * hour};
    timing.query_after_that = {.first = 10 * minute, .most = 2 * hour};
    timing.revoke_from = type == business_type::enterprise_ebank ? 168 * hour : 2 * hour;
    timing.revoke_give_up = hour;  // pages die a quarter to half of an hour after they began
  }
  return timing;
}

namespace config {
namespace {

constexpr millis shortest{1};

void read_backoff(toml_reader& in, std::string_view key, backoff& out) {
  auto inner = in.table(key);
  if (!inner) return;
  inner->duration("first", out.first, shortest, a_day);
  inner->duration("most", out.most, shortest, a_day);
  if (inner->sound() && out.first > out.most)
    inner->complain("first", to_text(out.first) + " is longer than most, " + to_text(out.most),
                    "first no longer than most");
  inner->finish();
}

void check_order(toml_reader& in, const attempt_timing& t) {
  if (t.query_at.empty())
    in.complain("query_at", "the list is empty", "at least one duration, such as [\"5s\"]");
  const auto falls =
      std::adjacent_find(t.query_at.begin(), t.query_at.end(), std::greater_equal<>{});
  if (falls != t.query_at.end())
    in.complain("query_at", to_text(*(falls + 1)) + " comes after " + to_text(*falls),
                "durations in rising order");
  if (t.revoke_from < t.revoke_never_before)
    in.complain("revoke_from",
                to_text(t.revoke_from) + " is before revoke_never_before, " +
                    to_text(t.revoke_never_before),
                "at least revoke_never_before");
  if (t.revoke_give_up < t.revoke_again.first)
    in.complain("revoke_give_up",
                to_text(t.revoke_give_up) + " is shorter than the first revoke_again, " +
                    to_text(t.revoke_again.first),
                "time for at least one repetition");
  if (t.refund_give_up < t.refund_again.first)
    in.complain("refund_give_up",
                to_text(t.refund_give_up) + " is shorter than the first refund_again, " +
                    to_text(t.refund_again.first),
                "time for at least one repetition");
  if (t.doubt_give_up < t.visibility_delay)
    in.complain("doubt_give_up",
                to_text(t.doubt_give_up) + " is shorter than visibility_delay, " +
                    to_text(t.visibility_delay),
                "at least visibility_delay");
}

void read_times(toml_reader& in, attempt_timing& t) {
  constexpr millis longest_call{120'000};
  in.duration("call_timeout", t.call_timeout, millis{10}, longest_call);
  in.durations("query_at", t.query_at, shortest, a_day);
  read_backoff(in, "query_after_that", t.query_after_that);
  in.duration("revoke_from", t.revoke_from, shortest, a_day);
  in.duration("revoke_never_before", t.revoke_never_before, millis{0}, a_day);
  read_backoff(in, "revoke_again", t.revoke_again);
  in.duration("revoke_give_up", t.revoke_give_up, shortest, thirty_days);
  in.duration("confirm_give_up", t.confirm_give_up, shortest, a_day);
  in.duration("visibility_delay", t.visibility_delay, millis{0}, a_day);
  in.duration("doubt_give_up", t.doubt_give_up, shortest, thirty_days);
  read_backoff(in, "refund_again", t.refund_again);
  in.duration("refund_give_up", t.refund_give_up, shortest, thirty_days);
}

}  // namespace

/// While it runs, an order waits for its own payment call before it is taken back. After a restart
/// nobody does: a request that left in the last instant of its turn in the queue must have had its
/// call's whole time by then, or a revoke that overtakes it finds nothing and the payer pays after
/// it.
std::optional<std::string> revokes_too_early(business_type type, const attempt_timing& t,
                                             const channel::limits& limits) {
  const auto& policy = policy_of(type);
  const auto answered_by = t.call_timeout + limits.queue_deadline;
  if ((!policy.revocable && !policy.closable) || t.revoke_never_before >= answered_by) return {};
  return to_text(t.revoke_never_before) + " is before call_timeout + limits.queue_deadline, " +
         to_text(answered_by);
}

attempt_timing read_timing(toml_reader& in, business_type type, const channel::limits& limits) {
  auto timing = default_timing(type);
  read_times(in, timing);
  auto own = in.table(name_of(type));
  if (own) {
    read_times(*own, timing);
    own->finish();
  }
  auto& last = own ? *own : in;
  if (in.sound() && last.sound()) check_order(last, timing);
  const auto too_early = revokes_too_early(type, timing, limits);
  if (in.sound() && last.sound() && too_early)
    last.complain("revoke_never_before", *too_early, std::string(late_enough_to_revoke));
  return timing;
}

}  // namespace config
}  // namespace sluice

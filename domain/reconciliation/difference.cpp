#include "domain/reconciliation/difference.hpp"

#include <cstdlib>

#include "base/invariant.hpp"

namespace sluice::reconciliation {
namespace {

std::string text_of_amount(std::int64_t minor, currency unit) {
  return to_string(money{minor, unit});
}

std::string text_of_day(std::optional<day_number> day) {
  return day ? ledger::text_of(*day) : "no day";
}

std::string both(std::string_view name, const std::string& there, const std::string& here) {
  return std::string(name) + ": " + there + " there, " + here + " here";
}

std::string whole(const bill_line& l) {
  std::string out(name_of(l.what));
  out += " of " + text_of_amount(l.amount, l.unit);
  if (l.fee) out += ", fee " + text_of_fee(*l.fee);
  return out;
}

std::string whole(const claim& c) {
  std::string out(name_of(c.what));
  return out + " of " + text_of_amount(c.amount, c.unit) + ", " + std::string(name_of(c.state)) +
         " on " + ledger::text_of(c.day);
}

/// Of two rows of one number: the first field in which they are not the same.
std::string rows_differ(const bill_line& now, const bill_line& before) {
  const auto said = [](std::string_view name, const std::string& a, const std::string& b) {
    return std::string(name) + ": " + a + ", and " + b + " before";
  };
  if (now.what != before.what)
    return said("kind", std::string(name_of(now.what)), std::string(name_of(before.what)));
  if (now.unit != before.unit || now.amount != before.amount)
    return said(
        "amount", text_of_amount(now.amount, now.unit), text_of_amount(before.amount, before.unit));
  if (now.settled != before.settled)
    return said("settled", text_of_amount(now.settled.value_or(now.amount), now.unit),
                text_of_amount(before.settled.value_or(before.amount), before.unit));
  if (now.fee != before.fee)
    return said("fee", text_of_fee(now.fee.value_or(0)), text_of_fee(before.fee.value_or(0)));
  if (now.day != before.day) return said("day", text_of_day(now.day), text_of_day(before.day));
  return "a field that is not compared is another than before";
}

std::string reason_of_pair(difference_kind kind, const bill_line& l, const claim& c) {
  using enum difference_kind;
  switch (kind) {
    case paid_here_doubt:
    case paid_there_failed_or_revoked:
    case refunded_here_doubt:
    case refund_closed_later:
      return both(
          "state", goes_back(l.what) ? "given back" : "paid", std::string(name_of(c.state)));
    case currency_differs:
      return both(
          "currency", std::string(sluice::name_of(l.unit)), std::string(sluice::name_of(c.unit)));
    case amount_here_more:
    case amount_here_less:
    case refund_amount:
      return both("amount", text_of_amount(l.amount, l.unit), text_of_amount(c.amount, c.unit));
    case settled_amount:
      return both("settled", text_of_amount(l.settled.value_or(l.amount), l.unit),
                  text_of_amount(c.settled.value_or(c.amount), c.unit));
    case fee_rounding:
    case fee_rate:
    case fee_missing:
      return both(
          "fee", l.fee ? text_of_fee(*l.fee) : "none", c.fee ? text_of_fee(*c.fee) : "none");
    case day_differs:
    case foreign_day: return both("day", text_of_day(l.day), ledger::text_of(c.day));
    case unknown_there:
    case refund_unknown_there:
    case missing_there:
    case refund_missing_there:
    case missing_there_revoked_quickly:
    case duplicate_row:
    case repeated:
    case seen_before:
    case foreign_account:
    case row_gone:
    case row_new:
    case row_changed: return both("row", whole(l), whole(c));
  }
  broken_invariant("every kind has a reason", __FILE__, __LINE__);
}

}  // namespace

std::string_view name_of(resolution r) noexcept {
  switch (r) {
    case resolution::allowed: return "allowed";
    case resolution::allowed_if_identical: return "allowed_if_identical";
    case resolution::after_query: return "after_query";
    case resolution::by_a_person: return "by_a_person";
    case resolution::none: return "none";
  }
  broken_invariant("every resolution has a name", __FILE__, __LINE__);
}

resolution may_now(difference_kind k, bool is_proven, std::int64_t fees_rounded) noexcept {
  if (!is_proven) return resolution::none;
  const bool is_too_much = k == difference_kind::fee_rounding && fees_rounded > most_rounded_a_day;
  return is_too_much ? resolution::by_a_person : row_of(k).may;
}

std::string text_of_fee(std::int64_t parts) {
  const auto size = std::abs(parts);
  auto places = std::to_string(size % parts_of_a_unit);
  places.insert(0, 5 - places.size(), '0');
  if (places.ends_with("000")) places.resize(2);
  return (parts < 0 ? "-" : "") + std::to_string(size / parts_of_a_unit) + '.' + places;
}

std::string reason_of(const difference& d) {
  if (d.there && d.before) {
    return d.kind == difference_kind::duplicate_row
               ? "row: the same as row " + std::to_string(d.before->row)
               : rows_differ(*d.there, *d.before);
  }
  if (d.there && d.here) return reason_of_pair(d.kind, *d.there, *d.here);
  if (d.there) {
    if (d.kind == difference_kind::foreign_account)
      return "account: another one there, " + whole(*d.there);
    return both("row", whole(*d.there), "nothing");
  }
  if (d.here) return both("row", "nothing", whole(*d.here));
  return d.before ? "row: nothing now, " + whole(*d.before) + " before" : "";
}

}  // namespace sluice::reconciliation

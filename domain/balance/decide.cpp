#include "domain/balance/decide.hpp"

#include <algorithm>
#include <string>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice::balance {
namespace {

using decision = std::variant<std::vector<event>, rejection>;

constexpr std::size_t longest_reference = 64;

rejection too_low(const hold_for_refund& c, std::int64_t available) {
  return {rejection_code::balance_too_low, "amount_minor",
          "this refund takes " + to_string(money{c.takes, c.unit}) +
              " of the merchant's money (what goes back, less its fee), and " +
              to_string(money{std::max<std::int64_t>(available, 0), c.unit}) +
              " is available: the order's own money has been settled, and what is pending of other "
              "orders or kept for settlements is not taken; ask again when so much is available"};
}

/// After a start the books may be where they had been long before.
bool are_behind(const state& s, const standing& books) noexcept {
  return books.books_at < std::max(s.books_at, s.matured_at);
}

rejection wait_for_books() {
  return {rejection_code::busy, "",
          "the books do not have yet what was decided before; send it again in a moment"};
}

/// The lot of its day has become available since its money came.
bool is_due(const state& s, const hold_for_refund& c) {
  const auto known = s.due.find({c.unit, c.lot});
  return known != s.due.end() && c.paid_at <= known->second;
}

decision hold(const state& s, const hold_for_refund& c, const standing& books) {
  SLUICE_INVARIANT(c.takes > 0);
  if (find(s, c.order, c.refund) != nullptr) return std::vector<event>{};
  refund_hold from{.settled = c.settled, .fee_back = c.fee_back, .lot = c.lot};
  if (!is_due(s, c)) {
    from.from_lot = c.takes;  // the order's own money is there, whole
  } else {
    if (are_behind(s, books)) return wait_for_books();
    const auto available = left_of(s, books, c.unit).available;
    if (available < c.takes) return too_low(c, available);
    from.from_available = c.takes;
  }
  return std::vector<event>{money_held{c.order, c.refund, c.unit, from, books.books_at}};
}

decision end(const state& s, const end_hold& c) {
  const auto* known = find(s, c.order, c.refund);
  if (known == nullptr || known->refund_at) return std::vector<event>{};
  return std::vector<event>{hold_ended{c.order, c.refund, c.refund_at}};
}

decision settle_all(const state& s, const settle& c, const standing& books) {
  if (are_behind(s, books)) return wait_for_books();
  const auto left = left_of(s, books, c.unit);
  std::vector<event> out;
  auto available = left.available;
  for (const auto& one : left.pending)
    if (one.day <= c.through && one.minor > 0) {
      out.push_back(lot_matured{c.unit, one, books.books_at, c.who});
      available += one.minor;
    }
  if (available <= 0)
    return rejection{rejection_code::nothing_to_settle, "through",
                     "nothing that it has earned until that day is there to be paid"};
  out.push_back(settlement_requested{
      settlement_no{static_cast<std::uint32_t>(s.settlements.size() + 1)},
      {available, c.unit},
      c.who});
  return out;
}

rejection ended_otherwise(const settlement& known) {
  return {rejection_code::settlement_ended_otherwise, "result",
          "it is " + std::string(known.ended ? name_of(*known.ended) : "under way") + " already" +
              (known.reference.empty() ? "" : ", under the bank's number " + known.reference) +
              "; only what is paid can be returned, and only what is under way can be paid or not"};
}

decision end_one(const state& s, const end_settlement& c) {
  const auto* known = find(s, c.number);
  if (known == nullptr)
    return rejection{rejection_code::settlement_unknown, "settlement_no",
                     "this merchant has had " + std::to_string(s.settlements.size()) +
                         " settlements, and none of that number"};
  if (known->ended == c.how && known->reference == c.reference) return std::vector<event>{};
  if (c.how != settlement_end::not_paid && c.reference.empty())
    return rejection{
        rejection_code::field_missing, "reference", "say the bank's number of what moved"};
  if (c.reference.size() > longest_reference)
    return rejection{rejection_code::bank_reference_invalid, "reference", "at most 64 bytes"};
  const settlement_ended e{c.number, known->amount, c.how, c.reference, c.who};
  if (!may_follow(s, e)) return ended_otherwise(*known);
  return std::vector<event>{e};
}

}  // namespace

standing left_of(const state& s, standing books, currency unit) {
  for (const auto& k : s.holds) {
    if (k.unit != unit || (k.refund_at && *k.refund_at <= books.books_at)) continue;
    books.available -= k.from.from_available;
    for (auto& one : books.pending)
      if (one.day == k.from.lot) one.minor -= k.from.from_lot;
  }
  // What was taken of a lot that had matured already is missing from what is available.
  for (const auto& one : books.pending) books.available += std::min<std::int64_t>(one.minor, 0);
  for (const auto& one : s.settlements)
    if (one.amount.unit == unit && one.requested_at > books.books_at)
      books.available -= one.amount.minor_units;
  return books;
}

decision decide(const state& s, const command& c, const standing& books) {
  return std::visit(
      overloaded{
          [&](const hold_for_refund& h) { return hold(s, h, books); },
          [&](const end_hold& e) { return end(s, e); },
          [&](const settle& w) { return settle_all(s, w, books); },
          [&](const end_settlement& e) { return end_one(s, e); },
      },
      c);
}

}  // namespace sluice::balance

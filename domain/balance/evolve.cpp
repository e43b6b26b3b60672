#include <algorithm>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "domain/balance/state.hpp"

namespace sluice::balance {
namespace {

auto is_of(const order_id& order, const refund_no& refund) {
  return [&](const kept& k) { return k.order == order && k.refund == refund; };
}

/// What was returned had been paid.
bool may_end(const settlement& s, settlement_end how) noexcept {
  return how == settlement_end::returned ? s.ended == settlement_end::paid : !s.ended;
}

void hold(state& s, const money_held& h) {
  // What the books had when this was decided they have for ever.
  std::erase_if(s.holds, [&](const kept& k) { return k.refund_at && *k.refund_at <= h.books_at; });
  s.holds.push_back({h.order, h.refund, h.unit, h.from, std::nullopt});
  s.books_at = std::max(s.books_at, h.books_at);
}

void end_hold_of(state& s, const hold_ended& h) {
  const auto at = std::ranges::find_if(s.holds, is_of(h.order, h.refund));
  if (h.refund_at)
    at->refund_at = h.refund_at;
  else
    s.holds.erase(at);
}

}  // namespace

const kept* find(const state& s, const order_id& order, const refund_no& refund) noexcept {
  const auto at = std::ranges::find_if(s.holds, is_of(order, refund));
  return at == s.holds.end() ? nullptr : &*at;
}

const settlement* find(const state& s, settlement_no number) noexcept {
  const auto n = number.value();
  return n == 0 || n > s.settlements.size() ? nullptr : &s.settlements[n - 1];
}

bool may_follow(const state& s, const event& e) noexcept {
  return std::visit(
      overloaded{
          [&](const money_held& h) {
            return h.from.kept() > 0 && find(s, h.order, h.refund) == nullptr;
          },
          [&](const hold_ended& h) {
            const auto* known = find(s, h.order, h.refund);
            return known != nullptr && !known->refund_at;
          },
          [&](const lot_matured& l) { return l.what.minor > 0; },
          [&](const settlement_requested& r) {
            return r.amount.minor_units > 0 && r.number.value() == s.settlements.size() + 1;
          },
          [&](const settlement_ended& x) {
            const auto* known = find(s, x.number);
            return known != nullptr && known->amount == x.amount && may_end(*known, x.how);
          },
      },
      e);
}

void apply(state& s, const event& e, std::uint64_t at) {
  SLUICE_INVARIANT(may_follow(s, e));
  std::visit(
      overloaded{
          [&](const money_held& h) { hold(s, h); },
          [&](const hold_ended& h) { end_hold_of(s, h); },
          [&](const lot_matured& l) {
            s.due[{l.unit, l.what.day}] = l.books_at;
            s.matured_at = at;
            s.books_at = std::max(s.books_at, l.books_at);
          },
          [&](const settlement_requested& r) { s.settlements.push_back({r.amount, at}); },
          [&](const settlement_ended& x) {
            auto& known = s.settlements[x.number.value() - 1];
            known.ended = x.how;
            known.reference = x.reference;
          },
      },
      e);
}

}  // namespace sluice::balance

/// What refunds and give-backs move; the rest is in order_money.cpp.

#include <algorithm>

#include "domain/ledger/order_money.hpp"

namespace sluice::ledger {

void order_money::request(const order::refund_requested& e, const moment& now,
                          std::vector<journal>& out) {
  auto& r = refunds_.emplace_back(refund_line{
      .number = e.refund,
      .attempt = e.attempt,
      .purpose = e.purpose,
      .amount = e.amount.minor_units,
      .kept = e.hold});
  if (r.purpose != order::refund_purpose::merchant || paid_.amount == 0) return;
  if (e.hold)
    take_along(r, e.hold->settled, e.hold->fee_back);
  else
    share_out(r, std::nullopt);
  post_hold(rule::refund_held, r, now, out);
}

void order_money::finish(const refund_no& n, std::optional<std::int64_t> moved,
                         const order::receipt& told, const moment& now, std::vector<journal>& out) {
  auto* const r = find(n);
  if (r == nullptr || !r->is_open) return;
  r->is_open = false;
  switch (r->purpose) {
    case order::refund_purpose::release: return;  // what was only held has never been money
    case order::refund_purpose::late_payment:
      return give_back_late(r->attempt, moved.value_or(r->amount), told, now, out);
    case order::refund_purpose::merchant: break;
  }
  if (paid_.amount == 0) return;  // test traffic, or a person says that nothing is held
  std::optional<std::int64_t> settled;
  if (told.settled && told.settled->unit == amount_.unit) settled = told.settled->minor_units;
  if (moved.value_or(r->amount) != r->amount || (settled && *settled != r->settled)) {
    let_go(*r, now, out);
    r->amount = moved.value_or(r->amount);
    share_out(*r, settled);
    post_hold(rule::refund_held, *r, now, out);
  }
  give_back(*r, told, now, out);
}

void order_money::give_up(const refund_no& n, const moment& now, std::vector<journal>& out) {
  auto* const r = find(n);
  if (r == nullptr || !r->is_open) return;
  r->is_open = false;
  if (r->purpose == order::refund_purpose::merchant) let_go(*r, now, out);
}

/// `settled`: what the channel says of the refund; nothing: it will be the amount's share.
void order_money::share_out(refund_line& r, std::optional<std::int64_t> settled) {
  const auto whole = settled.value_or(settled_share(r.amount));
  take_along(r, whole, taken_back(fee_, paid_, whole));
}

void order_money::take_along(refund_line& r, std::int64_t settled, std::int64_t fee_back) {
  r.settled = settled;
  r.fee_back = fee_back;
  paid_.amount_back += r.amount;
  paid_.settled_back += r.settled;
  fee_.back += r.fee_back;
}

std::int64_t order_money::settled_share(std::int64_t amount) const {
  return contract::settled_part(
      {paid_.amount, paid_.settled, paid_.amount_back, paid_.settled_back, amount});
}

std::optional<refund_share> order_money::share_of(money refund) const {
  const auto amount = refund.minor_units;
  if (owner_ != contract::account_owner::us || !moves_money() || refund.unit != amount_.unit ||
      amount <= 0 || amount > paid_.amount - paid_.amount_back)
    return std::nullopt;
  refund_share out{.settled = settled_share(amount), .lot = earned_on_, .paid_at = paid_at_};
  out.fee_back = taken_back(fee_, paid_, out.settled);
  out.takes = out.settled - (is_billed_apart() ? 0 : out.fee_back);
  return out;
}

void order_money::let_go(refund_line& r, const moment& now, std::vector<journal>& out) {
  paid_.amount_back -= r.amount;
  paid_.settled_back -= r.settled;
  fee_.back -= r.fee_back;
  post_hold(rule::refund_not_done, r, now, out);
}

void order_money::post_hold(rule which, const refund_line& r, const moment& now,
                            std::vector<journal>& out) const {
  if (owner_ != contract::account_owner::us || !moves_money()) return;
  amounts of;
  of[quantity::refunded] = r.settled;
  if (!is_billed_apart()) of[quantity::fee_back] = r.fee_back;
  // What another amount than was asked for takes more, or less, is of the same money.
  if (r.kept && r.kept->from_available > 0)
    of[quantity::from_available] = std::max<std::int64_t>(
        of[quantity::refunded] - of[quantity::fee_back] - r.kept->from_lot, 0);
  post(which, r.attempt, of, {}, now, out, r.number);
}

void order_money::give_back(const refund_line& r, const order::receipt& told, const moment& now,
                            std::vector<journal>& out) {
  if (!moves_money()) return;
  if (owner_ == contract::account_owner::us) {
    amounts of;
    of[quantity::refunded] = r.settled;
    if (!is_billed_apart()) of[quantity::fee_back] = r.fee_back;
    inflow before = paid_;  // without this refund
    before.settled_back = done_back_;
    of[quantity::cost_back] = taken_back(paid_.cost, before, r.settled);
    paid_.cost.back += of[quantity::cost_back];
    done_back_ += r.settled;
    post(rule::refund_done, r.attempt, of, told, now, out, r.number);
  }
  if (!is_billed_apart()) return;
  amounts of;
  of[quantity::fee_back] = r.fee_back;
  post(rule::fee_billed_back, r.attempt, of, told, now, out, r.number);
}

void order_money::give_back_late(attempt_no n, std::int64_t amount, const order::receipt& told,
                                 const moment& now, std::vector<journal>& out) {
  auto& late = at(n).late;
  if (late.amount == 0 || amount == 0) return;  // it was never ours, or is back
  const auto settled = contract::settled_part(
      {late.amount, late.settled, late.amount_back, late.settled_back, amount});
  amounts of;
  of[quantity::refunded] = settled;
  of[quantity::cost_back] = taken_back(late.cost, late, settled);
  late.cost.back += of[quantity::cost_back];
  late.amount_back += amount;
  late.settled_back += settled;
  post(rule::late_payment_back, n, of, told, now, out);
}

std::int64_t order_money::taken_back(const charge& c, const inflow& of, std::int64_t settled) {
  return contract::fee_returned_by(
      {of.settled, of.settled_back, c.whole, c.back, settled}, c.by, c.returns);
}

bool order_money::knows(const refund_no& n) const noexcept {
  return std::ranges::find(refunds_, n, &refund_line::number) != refunds_.end();
}

order_money::refund_line* order_money::find(const refund_no& n) noexcept {
  const auto found = std::ranges::find(refunds_, n, &refund_line::number);
  return found == refunds_.end() ? nullptr : &*found;
}

}  // namespace sluice::ledger

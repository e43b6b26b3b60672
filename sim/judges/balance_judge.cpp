#include "sim/judges/balance_judge.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace sluice::sim {
namespace {

std::string name_of_refund(const std::pair<order_id, refund_no>& r) {
  return to_string(r.first) + " refund " + r.second.value();
}

}  // namespace

void balance_judge::durable(const merchant_id& whose, const balance::event& e) {
  std::visit(
      overloaded{
          [&](const balance::money_held& h) {
            const refund r{h.order, h.refund};
            if (h.order.merchant != whose) guilty(name_of_refund(r) + " is another merchant's");
            auto& p = kept_[r];
            if (p.from.kept() > 0 && !p.is_ended) guilty(name_of_refund(r) + " keeps money twice");
            if (p.came_at) guilty(name_of_refund(r) + " keeps money again");
            p = {.from = h.from};
          },
          [&](const balance::hold_ended& h) { end(h); },
          [](const balance::lot_matured&) {},
          [&](const balance::settlement_requested& r) {
            auto& all = settlements_[whose];
            all.push_back({r.amount});
            if (r.number.value() != all.size()) guilty("settlements are not counted one by one");
          },
          [&](const balance::settlement_ended& x) {
            auto& all = settlements_[whose];
            if (x.number.value() == 0 || x.number.value() > all.size())
              return guilty("a settlement ends that never began");
            auto& known = all[x.number.value() - 1];
            const bool is_return = x.how == balance::settlement_end::returned;
            if (is_return ? known.ended != balance::settlement_end::paid : known.ended.has_value())
              guilty("a settlement ends twice");
            if (x.amount != known.amount) guilty("a settlement ends with another amount");
            known.ended = x.how;
          },
      },
      e);
}

void balance_judge::end(const balance::hold_ended& e) {
  const refund r{e.order, e.refund};
  const auto known = kept_.find(r);
  if (known == kept_.end()) return guilty(name_of_refund(r) + " ends, and nothing was kept for it");
  known->second.is_ended = true;
  if (e.refund_at != known->second.came_at)
    guilty(name_of_refund(r) + (e.refund_at ? " is said to be in the log where it is not"
                                            : " is let go, and its order has it"));
}

void balance_judge::durable(const order_id& order, const order::event& e, std::uint64_t at) {
  const auto* asked = std::get_if<order::refund_requested>(&e);
  if (asked == nullptr) return;
  const auto known = kept_.find({order, asked->refund});
  const bool is_kept = known != kept_.end() && !known->second.is_ended;
  if (!asked->hold) {
    if (is_kept) guilty(to_string(order) + ": a refund leaves behind what was kept for it");
    return;
  }
  if (!is_kept || known->second.from != *asked->hold)
    return guilty(to_string(order) + ": a refund takes what was not kept for it");
  known->second.came_at = at;
}

void balance_judge::posted(const ledger::books& all, const std::vector<ledger::journal>& made) {
  using enum ledger::account_kind;
  const bool is_correction =
      std::ranges::any_of(
          made, [](const auto& j) { return j.rule == ledger::rule::refund_held; }) &&
      std::ranges::any_of(made, [](const auto& j) { return j.rule == ledger::rule::refund_done; });
  for (const auto& j : made) {
    // What a channel gives back beyond what was asked for nobody could keep.
    if (is_correction) corrected_.insert(j.order.merchant.value());
    for (const auto& p : j.postings) {
      const auto kind = p.where.kind;
      if (kind != available && kind != payout_hold && kind != refund_hold && kind != pending)
        continue;
      const auto net = all.of(j.unit, p.where).net(ledger::row_of(kind).is);
      if (net < 0 && !corrected_.contains(p.where.owner))
        guilty(name_of(j) + " leaves " + std::to_string(net) + " on " + to_string(p.where));
    }
  }
}

void balance_judge::all_over() {
  for (const auto& [r, p] : kept_)
    if (!p.is_ended)
      guilty(name_of_refund(r) + " keeps money, and nobody has said what became of it");
}

void balance_judge::guilty(const std::string& what) {
  verdict_->guilty(promise::books_balance, "balances: " + what);
}

}  // namespace sluice::sim

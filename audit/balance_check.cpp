#include "audit/balance_check.hpp"

#include "events/stream_name.hpp"

namespace sluice {

std::optional<std::string> balance_check::take(const store::record& r, const any_event& e) {
  const auto* decided = std::get_if<balance::event>(&e);
  const auto* of_order = std::get_if<order::event>(&e);
  const auto* refund =
      of_order != nullptr ? std::get_if<order::refund_requested>(of_order) : nullptr;
  if (decided == nullptr && (refund == nullptr || !refund->hold)) return std::nullopt;
  const auto owner = owner_of_stream(r.stream);
  if (decided != nullptr) {
    const auto* whose = owner ? std::get_if<balance_of>(&*owner) : nullptr;
    if (whose == nullptr)
      return std::nullopt;  // it is said elsewhere that it lies in a wrong place
    auto& now = balances_[whose->merchant];
    if (!may_follow(now, *decided)) return "it cannot follow what its balance decided before";
    apply(now, *decided, r.position);
    return std::nullopt;
  }
  const auto* order = owner ? std::get_if<order_id>(&*owner) : nullptr;
  if (order == nullptr) return std::nullopt;
  const auto* kept = find(balances_[order->merchant], *order, refund->refund);
  if (kept == nullptr || kept->refund_at || kept->from != *refund->hold)
    return "the refund takes money that was not kept for it";
  return std::nullopt;
}

}  // namespace sluice

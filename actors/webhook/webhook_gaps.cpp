#include "actors/webhook/webhook_gaps.hpp"

#include <algorithm>
#include <utility>

#include "actors/webhook/webhooks.hpp"
#include "events/stream_name.hpp"

namespace sluice {

webhook_gaps::webhook_gaps(std::vector<gap> all, webhook::position up_to)
    : all_(std::move(all)), up_to_(up_to) {
  for (auto& g : all_) of_merchant_[g.of.merchant].push_back(&g);
  if (!all_.empty()) next_ = std::ranges::min(all_, {}, &gap::from).from;
}

bool webhook_gaps::pass(const store::record& r) {
  if (r.position > up_to_ || of_merchant_.empty()) return false;
  next_ = r.position + 1;
  if (!is_told_to_merchants(r.type)) return true;
  const auto owner = owner_of_stream(r.stream);
  const auto* order = owner ? std::get_if<order_id>(&*owner) : nullptr;
  const auto known = order != nullptr ? of_merchant_.find(order->merchant) : of_merchant_.end();
  if (known == of_merchant_.end()) return true;
  for (auto* g : known->second)
    if (g->from <= r.position) g->found.push_back(r.position);
  std::erase_if(known->second, [](const gap* g) { return is_full(*g); });
  if (known->second.empty()) of_merchant_.erase(known);
  return true;
}

webhook::position webhook_gaps::read_to(const gap& g) const noexcept {
  return is_full(g) ? g.found.back() : next_ - 1;
}

}  // namespace sluice

#include "sim/judges/quota_judge.hpp"

#include <algorithm>

namespace sluice::sim {

/// Who changes a limit while it holds, and the file that says otherwise, are for settings_judge.
void quota_judge::durable(const merchant::event& e) {
  if (const auto* of_file = std::get_if<merchant::limited>(&e))
    limits_[of_file->merchant] = of_file->limits;
  if (const auto* p = std::get_if<merchant::promoted>(&e)) promoted_.insert(p->merchant);
}

void quota_judge::asked(const question& ask) {
  const auto* wish = std::get_if<create_order>(&ask);
  if (wish == nullptr) return;
  asked_[{wish->order.merchant, wish->type}].push_back(time_->now());
  amounts_.asked(*wish);
}

void quota_judge::accepted(const order_facts& o) {
  const whose w{o.id.merchant, o.type};
  if (promoted_.contains(o.id.merchant)) return;  // it may have had more, for a while
  auto& lately = accepted_[w];
  lately.begin(place_of(o.id.number), time_->now());
  if (!amounts_.accepted(o, limit_of(w, merchant::limited_by::amount_per_day)))
    verdict_->guilty(promise::limits_hold,
                     "the orders of " + o.id.merchant.value() + " by " +
                         std::string(name_of(o.type)) + " come to more than its day's limit");
  // For a moment after a start it may count fewer than there are (actors/order/open_orders.hpp).
  if (time_->now() < disturbed_ + load_book::second) return;
  const auto guilty = [&](const std::string& what) {
    verdict_->guilty(
        promise::limits_hold, o.id.merchant.value() + ' ' + std::string(name_of(o.type)) +
                                  ": more orders " + what + " than its merchant may have");
  };
  const auto a_second = limit_of(w, merchant::limited_by::commands_per_second);
  if (lately.is_too_fast({.per_second = static_cast<std::uint32_t>(a_second)})) guilty("a second");
  const auto at_once = limit_of(w, merchant::limited_by::orders_in_flight);
  if (at_once != 0 && count_orders(w, false) > at_once) guilty("at once");
}

bool quota_judge::may_refuse(const create_order& wish, world_time since) const {
  const whose w{wish.order.merchant, wish.type};
  const auto known = asked_.find(w);
  if (known == asked_.end()) return false;
  if (amounts_.may_be_too_much(wish, limit_of(w, merchant::limited_by::amount_per_day)))
    return true;
  const auto& all = known->second;
  const auto lately =
      all.end() - std::lower_bound(all.begin(), all.end(), since - load_book::second);
  const auto a_second = limit_of(w, merchant::limited_by::commands_per_second);
  if (a_second != 0 && lately > a_second) return true;
  // Some of those that came lately are open already, and not durable yet.
  const auto at_once = limit_of(w, merchant::limited_by::orders_in_flight);
  return at_once != 0 && count_orders(w, true) + lately > at_once;
}

std::int64_t quota_judge::limit_of(const whose& w, merchant::limited_by what) const {
  const auto known = limits_.find(w.first);
  if (known == limits_.end()) return 0;
  const auto limit = known->second.find({w.second, what});
  return limit == known->second.end() ? 0 : limit->second;
}

std::int64_t quota_judge::count_orders(const whose& w, bool ended_ones_too) const {
  const auto& all = facts_->all();
  return std::count_if(all.begin(), all.end(), [&](const order_facts& o) {
    return o.exists() && (ended_ones_too || !has_ended(o.stage)) &&
           whose{o.id.merchant, o.type} == w;
  });
}

}  // namespace sluice::sim

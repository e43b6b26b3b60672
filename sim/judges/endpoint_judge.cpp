#include "sim/judges/endpoint_judge.hpp"

#include <algorithm>

namespace sluice::sim {
namespace {

constexpr millis second{1000};

}  // namespace

endpoint_judge::endpoint_judge(const engine_settings& settings, const timeline& time, verdict& says)
    : time_(&time), verdict_(&says) {
  if (const auto known = settings.endpoints.find("order.create"); known != settings.endpoints.end())
    limits_ = known->second;
}

bool endpoint_judge::is_too_much(std::int64_t count, millis time) const {
  const std::int64_t burst = limits_.burst != 0 ? limits_.burst : limits_.per_second;
  return limits_.per_second != 0 && count > burst + limits_.per_second * time.count() / 1000;
}

void endpoint_judge::asked(const question& ask) {
  if (std::holds_alternative<create_order>(ask)) asked_.push_back(time_->now());
}

void endpoint_judge::accepted(const order_id& order) {
  const auto now = time_->now();
  if (now < disturbed_ + second) return;
  in_work_.insert(order);
  if (limits_.max_in_flight != 0 && in_work_.size() > limits_.max_in_flight)
    verdict_->guilty(promise::limits_hold, "more creates are in work at once than may be");
  taken_.push_back(now);
  auto count = static_cast<std::int64_t>(taken_.size());
  for (const auto since : taken_)
    if (is_too_much(count--, now - since))
      return verdict_->guilty(promise::limits_hold, "more creates are taken than may be");
}

bool endpoint_judge::may_refuse(world_time since) const {
  auto count = static_cast<std::int64_t>(asked_.size());
  return std::any_of(asked_.begin(), asked_.end(), [&](world_time first) {
    return is_too_much(count--, std::max(since - first, millis{0}));
  });
}

void endpoint_judge::disturbed() {
  disturbed_ = time_->now();
  taken_.clear();
  in_work_.clear();
}

}  // namespace sluice::sim

#include "adapters/channels/key_schedule.hpp"

#include <algorithm>
#include <utility>

namespace sluice {

void key_schedule::named(const std::string& key, key_witness by) {
  if (by == key_witness::answer)
    by_answer_ = key;
  else if (!by_notification_)
    by_notification_ = key;
}

std::optional<std::string> key_schedule::begin(instant now, std::optional<millis> regularly) {
  if (under_way_ || (begun_ && now < *begun_ + shortest_pause)) return std::nullopt;
  // Who answers is there, whatever became of the last fetches.
  auto wanted = std::exchange(by_answer_, std::nullopt);
  const bool is_patient = begun_ && now < *begun_ + pause();
  if (!wanted && !is_patient) wanted = std::exchange(by_notification_, std::nullopt);
  if (!wanted && !is_patient && regularly && is_regular_due(now, *regularly)) wanted.emplace();
  if (!wanted) return std::nullopt;
  begun_ = now;
  under_way_ = wanted;
  return wanted;
}

void key_schedule::ended(bool has_brought_keys, std::uint64_t chance) {
  // Others may have named it while it was on its way.
  if (has_brought_keys && by_answer_ == under_way_) by_answer_.reset();
  if (has_brought_keys && by_notification_ == under_way_) by_notification_.reset();
  under_way_.reset();
  has_fetched_ = has_fetched_ || has_brought_keys;
  failures_ = has_brought_keys ? 0 : failures_ + 1;
  chance_ = chance;
}

millis key_schedule::pause() const noexcept {
  constexpr int doublings = 4;
  return std::min<millis>(shortest_pause * (1 << std::min(failures_, doublings)), longest_pause);
}

/// After a failure as soon as patience allows.
bool key_schedule::is_regular_due(instant now, millis every) const noexcept {
  constexpr int earliest = 8;  // by one part in so many
  if (!begun_ || !has_fetched_ || failures_ > 0) return true;
  const auto range = static_cast<std::uint64_t>(every.count() / earliest) + 1;
  const auto early = millis(static_cast<std::int64_t>(chance_ % range));
  return now >= *begun_ + every - early;
}

}  // namespace sluice

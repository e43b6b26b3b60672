#include "domain/alarm/volume_rules.hpp"

#include <algorithm>

namespace sluice::alarm {
namespace {

constexpr std::int64_t minute_ms = 60'000;

constexpr std::uint32_t not_known = 0xFFFF'FFFF;

std::int64_t minute_of(instant t) { return t.time_since_epoch().count() / minute_ms; }

}  // namespace

std::optional<instant> volume_rules::next_due() const {
  const bool is_known = busy_ != 0 && minute_ - busy_ <= longest_memory;
  if (!is_known) return std::nullopt;
  return instant{millis{(minute_ + 1) * minute_ms}};
}

void volume_rules::take(std::uint32_t many, instant now) {
  std::vector<match> unseen;
  look(now, unseen);
  counted_ += many;
}

void volume_rules::look(instant now, std::vector<match>& found) {
  const auto current = minute_of(now);
  if (minute_ == 0) minute_ = current;
  // What lies behind more than a week is nothing any more.
  if (current - minute_ > longest_memory) {
    history_ = {};
    minute_ = current;
    counted_ = in_a_row_ = 0;
  }
  while (minute_ < current) end_minute(found);
}

void volume_rules::end_minute(std::vector<match>& found) {
  const std::int64_t expected = usual(minute_);
  const auto off = static_cast<std::int64_t>(counted_) - expected;
  const std::int64_t sigmas = t_.volume_deviations;
  const bool stands_out = expected >= t_.volume_least && off * off >= sigmas * sigmas * expected;
  in_a_row_ = stands_out ? in_a_row_ + 1 : 0;
  if (in_a_row_ >= t_.volume_minutes)
    found.push_back({kind::volume, "orders", 0,
                     std::to_string(counted_) + " orders in a minute, where " +
                         std::to_string(expected) + " are usual at this time"});
  const auto number = minute_ / minutes_a_day;
  auto& today = history_[static_cast<std::size_t>(number) % days];
  const auto at = static_cast<std::size_t>(minute_ % minutes_a_day);
  if (today.empty()) today.resize(minutes_a_day, not_known);
  today[at] = counted_;
  if (counted_ >= t_.volume_least) busy_ = minute_;
  counted_ = 0;
  ++minute_;
}

/// Of the days of which this minute is known; today's place still has the one of a week ago.
std::uint32_t volume_rules::usual(std::int64_t minute) const {
  std::vector<std::uint32_t> known;
  for (const auto& one : history_)
    if (!one.empty()) known.push_back(one[static_cast<std::size_t>(minute % minutes_a_day)]);
  std::erase(known, not_known);
  if (known.empty()) return 0;
  const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
  std::ranges::nth_element(known, middle);
  return *middle;
}

}  // namespace sluice::alarm

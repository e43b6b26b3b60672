#include "domain/alarm/windows.hpp"

#include <algorithm>
#include <functional>

namespace sluice::alarm {

order_key payment_window::key_of(const channel_id& channel, order_key order) {
  return order ^ (std::hash<std::string>{}(channel.value()) * 0x9E3779B97F4A7C15ULL);
}

bool payment_window::add(const channel_id& channel, order_key order, instant now) {
  slide_to(now);
  if (!known_.insert(key_of(channel, order)).second) return false;
  entries_.push_back({now, order, channel});
  ++by_channel_[channel];
  if (entries_.size() > most) drop_oldest();
  return true;
}

void payment_window::slide_to(instant now) {
  while (!entries_.empty() && entries_.front().at <= now - window_) drop_oldest();
}

void payment_window::drop_oldest() {
  const auto& e = entries_.front();
  known_.erase(key_of(e.channel, e.order));
  if (const auto at = by_channel_.find(e.channel); --at->second == 0) by_channel_.erase(at);
  entries_.pop_front();
}

void payment_window::clear() {
  entries_.clear();
  known_.clear();
  by_channel_.clear();
}

std::uint32_t payment_window::within(instant from, instant to) const {
  const auto first = std::ranges::upper_bound(entries_, from, {}, &entry::at);
  const auto last = std::ranges::upper_bound(entries_, to, {}, &entry::at);
  return static_cast<std::uint32_t>(last - first);
}

two_counts::two_counts(millis window)
    : buckets_(static_cast<std::size_t>(std::max<std::int64_t>(1, window.count() / 1000))) {}

void two_counts::count(bool is_bad, instant now) {
  slide_to(now);
  auto& bucket = buckets_[static_cast<std::size_t>(newest_) % buckets_.size()];
  ++(is_bad ? bucket.bad : bucket.good);
  ++(is_bad ? sums_.bad : sums_.good);
}

const two_counts::counts& two_counts::at(instant now) {
  slide_to(now);
  return sums_;
}

void two_counts::slide_to(instant now) {
  const auto second = std::chrono::ceil<std::chrono::seconds>(now).time_since_epoch().count();
  const auto size = static_cast<std::int64_t>(buckets_.size());
  if (second <= newest_) return;  // it never runs backwards
  for (auto s = std::max(newest_ + 1, second - size + 1); s <= second; ++s) {
    auto& bucket = buckets_[static_cast<std::size_t>(s) % buckets_.size()];
    sums_.good -= bucket.good;
    sums_.bad -= bucket.bad;
    bucket = {};
  }
  newest_ = second;
}

}  // namespace sluice::alarm

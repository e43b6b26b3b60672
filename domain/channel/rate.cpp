#include "domain/channel/rate.hpp"

#include <algorithm>

namespace sluice::channel {
namespace {

/// What is left of the rate after the channel has said that it is too fast, in tenths.
constexpr std::uint64_t tenths_left = 7;

std::uint32_t slower_than(std::uint32_t calls_per_second) {
  const auto less = calls_per_second * tenths_left / 10;
  return std::max(static_cast<std::uint32_t>(less), 1U);
}

std::uint32_t whole_seconds(millis span) {
  return static_cast<std::uint32_t>(std::chrono::floor<std::chrono::seconds>(span).count());
}

}  // namespace

std::uint32_t rate::tally::most_within_a_second(instant now) const {
  return now < from + 2 * one_second ? starts + before : 0;
}

std::uint32_t rate::tally::measured(instant now) const {
  return now < from + 2 * one_second ? std::max(starts, before) : 0;
}

void rate::configure(std::uint32_t calls_per_second, instant now) {
  const auto was_limited = is_limited();
  configured_ = calls_per_second;
  if (cut_ && configured_ != 0) cut_->normal = configured_;
  if (!is_limited()) return starts_.clear();
  if (!was_limited) begin_to_count(now);
}

void rate::begin_to_count(instant now) {
  starts_.assume(std::min(limit(now), tally_.most_within_a_second(now)), now);
}

std::uint32_t rate::limit(instant now) const {
  if (!cut_) return configured_;
  const auto back = std::uint64_t{cut_->to} + whole_seconds(now - cut_->since);
  if (back >= cut_->normal) return configured_;
  return static_cast<std::uint32_t>(back);
}

std::optional<instant> rate::next_within_limit(instant now) const {
  const auto most = limit(now);
  if (most == 0) return std::nullopt;
  auto at = starts_.fewer_than(most, now);
  if (at && most != configured_) {
    const auto one_more = cut_->since + (whole_seconds(now - cut_->since) + 1) * one_second;
    at = std::min(*at, one_more);
  }
  return at;
}

void rate::count(instant now) {
  if (cut_ && limit(now) == configured_) {
    cut_.reset();
    if (configured_ == 0) return starts_.clear();
  }
  starts_.add(now);
}

void rate::not_started(instant now) {
  if (is_limited()) starts_.take_back(now);
}

void rate::too_fast(instant now) {
  if (cut_ && now < cut_->since + one_second) return;
  const auto held = limit(now);
  const auto fast = held != 0 ? held : std::max(tally_.measured(now), 1U);
  const auto normal = configured_ != 0 ? configured_ : (held != 0 ? cut_->normal : fast);
  const auto was_limited = is_limited();
  cut_ = {.since = now, .to = slower_than(fast), .normal = normal};
  if (!was_limited) begin_to_count(now);
}

}  // namespace sluice::channel

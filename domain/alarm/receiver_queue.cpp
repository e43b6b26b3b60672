#include "domain/alarm/receiver_queue.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/invariant.hpp"

namespace sluice::alarm {
namespace {

/// 1 s, 2 s, 4 s, … 60 s.
millis pause_after(std::uint32_t failures) noexcept {
  constexpr std::uint32_t most_doublings = 6;
  const millis pause{1000LL << std::min(failures - 1, most_doublings)};
  return std::min(pause, receiver_queue::longest_pause);
}

}  // namespace

bool receiver_queue::take(notice n) {
  const bool fits = waiting_.size() < most_kept;
  if (fits)
    waiting_.push_back(std::move(n));
  else
    ++more_;
  return fits;
}

std::uint32_t receiver_queue::left_of_limit(instant now) {
  while (!sent_at_.empty() && sent_at_.front() <= now - window) sent_at_.pop_front();
  return limit_ - static_cast<std::uint32_t>(sent_at_.size());
}

message receiver_queue::next_message(std::uint32_t left) {
  if (waiting_.size() <= left && more_ == 0) {
    message one = std::move(waiting_.front());
    waiting_.pop_front();
    return one;
  }
  digest all{
      .nth = ++digests_,
      .told = {std::make_move_iterator(waiting_.begin()), std::make_move_iterator(waiting_.end())},
      .more = std::exchange(more_, 0)};
  waiting_.clear();
  return all;
}

std::optional<message> receiver_queue::what_to_send(instant now) {
  if (is_out_ || (waiting_.empty() && !on_its_way_) || now < not_before_) return std::nullopt;
  const auto left = left_of_limit(now);
  if (left == 0) return std::nullopt;
  if (!on_its_way_) on_its_way_ = next_message(left);
  is_out_ = true;
  sent_at_.push_back(now);
  return on_its_way_;
}

receiver_queue::turn receiver_queue::sent() {
  SLUICE_INVARIANT(is_out_);
  const bool failed_before = is_failing();
  is_out_ = false;
  on_its_way_.reset();
  not_before_ = {};
  failures_ = 0;
  return failed_before ? turn::works_again : turn::none;
}

receiver_queue::turn receiver_queue::failed(instant now) {
  SLUICE_INVARIANT(is_out_);
  is_out_ = false;
  not_before_ = now + pause_after(++failures_);
  return failures_ == failures_to_fail ? turn::fails : turn::none;
}

std::optional<instant> receiver_queue::next_due() const {
  if (is_out_ || (waiting_.empty() && !on_its_way_)) return std::nullopt;
  if (sent_at_.size() < limit_) return not_before_;
  return std::max(not_before_, sent_at_.front() + window);
}

}  // namespace sluice::alarm

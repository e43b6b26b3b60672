#include "domain/channel/gate.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice::channel {
namespace {

constexpr millis one_second{1000};
/// One part in so many of what a channel allows may be spent on hearsay, but always something.
constexpr std::uint32_t parts = 16;

std::uint32_t share_of(std::uint32_t limit) noexcept { return std::max(limit / parts, 1U); }

}  // namespace

void gate::tally::count(instant now) {
  if (now >= from + one_second) {
    before = now < from + 2 * one_second ? starts : 0;
    starts = 0;
    from = now;
  }
  ++starts;
}

std::uint32_t gate::tally::most_within_a_second(instant now) const {
  return now < from + 2 * one_second ? starts + before : 0;
}

std::uint32_t gate::queued() const noexcept {
  return static_cast<std::uint32_t>(urgent_.size() + payments_.size() + hearsay_.size());
}

std::deque<gate::waiting>& gate::queue_of(urgency u) noexcept {
  switch (u) {
    case urgency::settles_doubt: return urgent_;
    case urgency::new_payment: return payments_;
    case urgency::hearsay: return hearsay_;
  }
  broken_invariant("every urgency has a queue", __FILE__, __LINE__);
}

std::optional<gate::refusal> gate::enter(ticket t, urgency u, instant now) {
  // A channel that is switched off takes no new payments, but doubt about old ones is still
  // settled.
  if (!limits_.enabled && u == urgency::new_payment) return refusal::switched_off;
  const bool is_hearsay = u == urgency::hearsay;
  const auto taken = is_hearsay ? hearsay_.size() : urgent_.size() + payments_.size();
  const auto room = is_hearsay ? share_of(limits_.queue_capacity) : limits_.queue_capacity;
  // A queue of none is one without waiting, not a channel without calls.
  if (taken >= room && (taken > 0 || !has_permit(now))) return refusal::queue_full;
  queue_of(u).push_back({t, now + limits_.queue_deadline});
  return std::nullopt;
}

std::optional<instant> gate::next_permitted_start() const {
  if (limits_.calls_per_second == 0 || recent_starts_.size() < limits_.calls_per_second)
    return std::nullopt;
  return recent_starts_.front() + one_second;
}

/// At an even pace: a burst of them would take the places of the second's other calls.
std::optional<instant> gate::next_permitted_hearsay() const {
  if (limits_.calls_per_second == 0 || !last_hearsay_) return std::nullopt;
  return *last_hearsay_ + parts * one_second / limits_.calls_per_second;
}

std::optional<gate::urgency> gate::next_in_line() const {
  if (!urgent_.empty()) return urgency::settles_doubt;
  if (!payments_.empty()) return urgency::new_payment;
  if (hearsay_.empty() || hearsay_in_flight_ >= share_of(limits_.max_in_flight))
    return std::nullopt;
  return urgency::hearsay;
}

bool gate::has_permit(instant now) {
  while (!recent_starts_.empty() && recent_starts_.front() + one_second <= now)
    recent_starts_.pop_front();
  return in_flight_ < limits_.max_in_flight && !next_permitted_start();
}

std::optional<gate::ticket> gate::next_to_start(instant now) {
  if (!has_permit(now)) return std::nullopt;
  const auto who = next_in_line();
  if (!who) return std::nullopt;
  if (who == urgency::hearsay) {
    if (const auto at = next_permitted_hearsay(); at && *at > now) return std::nullopt;
    ++hearsay_in_flight_;
    last_hearsay_ = now;
  }
  auto& queue = queue_of(*who);
  const auto t = queue.front().what;
  queue.pop_front();
  ++in_flight_;
  tally_.count(now);
  if (limits_.calls_per_second != 0) recent_starts_.push_back(now);
  return t;
}

void gate::finished(urgency u) {
  SLUICE_INVARIANT(in_flight_ > 0);
  --in_flight_;
  if (u != urgency::hearsay) return;
  SLUICE_INVARIANT(hearsay_in_flight_ > 0);
  --hearsay_in_flight_;
}

void gate::payment_not_started() {
  finished(urgency::new_payment);
  if (limits_.calls_per_second != 0) recent_starts_.pop_back();
}

std::vector<gate::ticket> gate::expire(instant now) {
  std::vector<ticket> out;
  for (auto* queue : {&urgent_, &payments_, &hearsay_})
    while (!queue->empty() && queue->front().deadline <= now) {
      out.push_back(queue->front().what);
      queue->pop_front();
    }
  return out;
}

std::optional<instant> gate::look_again_at(instant now) const {
  std::optional<instant> first;
  const auto consider = [&](instant t) {
    if (!first || t < *first) first = t;
  };
  for (const auto* queue : {&urgent_, &payments_, &hearsay_})
    if (!queue->empty()) consider(queue->front().deadline);
  if (first && in_flight_ < limits_.max_in_flight) {
    if (const auto start = next_permitted_start()) consider(*start);
    if (next_in_line() == urgency::hearsay)
      if (const auto start = next_permitted_hearsay()) consider(*start);
  }
  if (first && *first <= now) return now + millis{1};
  return first;
}

std::vector<gate::ticket> gate::change_limits(const channel::limits& limits, instant now) {
  if (limits.calls_per_second == 0)
    recent_starts_.clear();
  else if (limits_.calls_per_second == 0)
    recent_starts_.assign(std::min(limits.calls_per_second, tally_.most_within_a_second(now)), now);
  limits_ = limits;
  for (auto* queue : {&urgent_, &payments_, &hearsay_})
    for (auto& w : *queue) w.deadline = std::min(w.deadline, now + limits_.queue_deadline);
  return limits_.enabled ? std::vector<ticket>{} : empty(payments_);
}

std::vector<gate::ticket> gate::empty(std::deque<waiting>& queue) {
  std::vector<ticket> out;
  for (const auto& w : queue) out.push_back(w.what);
  queue.clear();
  return out;
}

std::vector<gate::ticket> gate::empty_queue() {
  std::vector<ticket> out;
  for (auto* queue : {&urgent_, &payments_, &hearsay_})
    for (const auto t : empty(*queue)) out.push_back(t);
  return out;
}

}  // namespace sluice::channel

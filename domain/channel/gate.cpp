#include "domain/channel/gate.hpp"

#include "base/invariant.hpp"

namespace sluice {
namespace {
constexpr millis one_second{1000};
}

std::uint32_t channel_gate::queued() const noexcept {
  return static_cast<std::uint32_t>(urgent_.size() + payments_.size());
}

std::optional<channel_gate::refusal> channel_gate::enter(ticket t, urgency u, instant now) {
  // A channel that is switched off takes no new payments, but doubt about old ones is still
  // settled.
  if (!limits_.enabled && u == urgency::new_payment) return refusal::switched_off;
  if (queued() >= limits_.queue_capacity) return refusal::queue_full;
  auto& queue = u == urgency::settles_doubt ? urgent_ : payments_;
  queue.push_back({t, now + limits_.queue_deadline});
  return std::nullopt;
}

std::optional<instant> channel_gate::next_permitted_start() const {
  if (limits_.calls_per_second == 0 || recent_starts_.size() < limits_.calls_per_second)
    return std::nullopt;
  return recent_starts_.front() + one_second;
}

std::optional<channel_gate::ticket> channel_gate::next_to_start(instant now) {
  while (!recent_starts_.empty() && recent_starts_.front() + one_second <= now)
    recent_starts_.pop_front();
  if (in_flight_ >= limits_.max_in_flight || next_permitted_start()) return std::nullopt;
  auto& queue = urgent_.empty() ? payments_ : urgent_;
  if (queue.empty()) return std::nullopt;
  const auto t = queue.front().what;
  queue.pop_front();
  ++in_flight_;
  if (limits_.calls_per_second != 0) recent_starts_.push_back(now);
  return t;
}

void channel_gate::finished() {
  SLUICE_INVARIANT(in_flight_ > 0);
  --in_flight_;
}

std::vector<channel_gate::ticket> channel_gate::expire(instant now) {
  std::vector<ticket> out;
  for (auto* queue : {&urgent_, &payments_})
    while (!queue->empty() && queue->front().deadline <= now) {
      out.push_back(queue->front().what);
      queue->pop_front();
    }
  return out;
}

std::optional<instant> channel_gate::look_again_at(instant now) const {
  std::optional<instant> first;
  const auto consider = [&](instant t) {
    if (!first || t < *first) first = t;
  };
  if (!urgent_.empty()) consider(urgent_.front().deadline);
  if (!payments_.empty()) consider(payments_.front().deadline);
  if (first && in_flight_ < limits_.max_in_flight)
    if (const auto start = next_permitted_start()) consider(*start);
  if (first && *first <= now) return now + millis{1};
  return first;
}

std::vector<channel_gate::ticket> channel_gate::empty_queue() {
  std::vector<ticket> out;
  for (auto* queue : {&urgent_, &payments_}) {
    for (const auto& w : *queue) out.push_back(w.what);
    queue->clear();
  }
  return out;
}

}  // namespace sluice

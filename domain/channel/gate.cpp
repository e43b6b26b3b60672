#include "domain/channel/gate.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice::channel {
namespace {

/// One part in so many of what a channel allows may be spent on hearsay, but always something.
constexpr std::uint32_t parts = 16;

std::uint32_t share_of_hearsay(std::uint32_t limit) noexcept { return std::max(limit / parts, 1U); }

}  // namespace

// -- who may start
// ---------------------------------------------------------------------------------

bool gate::has_permit(instant now) const {
  return in_flight_ < limits_.max_in_flight && !rate_.next_start(now);
}

bool gate::is_open_for(const kind& k, instant now) const {
  if (k.how == urgency::hearsay) return is_open_for_hearsay(now);
  return !(k.is_payment && next_payment(now)) && paths_.may_start(k.path, now);
}

bool gate::is_open_for_hearsay(instant now) const {
  return shares_.in_flight(urgency::hearsay) < share_of_hearsay(limits_.max_in_flight) &&
         !next_hearsay(now);
}

std::optional<instant> gate::next_payment(instant now) const {
  if (limits_.faulty_per_second == 0) return std::nullopt;
  return faulty_.fewer_than(limits_.faulty_per_second, now);
}

std::optional<instant> gate::next_hearsay(instant now) const {
  const auto most = rate_.limit(now);
  if (most == 0 || !last_hearsay_) return std::nullopt;
  const auto at = *last_hearsay_ + parts * one_second / most;
  return at > now ? std::optional{at} : std::nullopt;
}

std::optional<ticket> gate::next_to_start(instant now) {
  if (queued() == 0 || !has_permit(now) || !host_takes(now)) return std::nullopt;
  const auto next = next_in_turn(now);
  if (!next && host_ != nullptr) host_->take_back(now);
  return next;
}

std::optional<ticket> gate::next_in_turn(instant now) {
  shares::kinds waiting{};
  for (const auto u : with_a_share) waiting[static_cast<std::size_t>(u)] = !queue_of(u).empty();
  while (const auto u = shares_.next_of(waiting, limits_.max_in_flight)) {
    if (const auto t = start_first_of(*u, now)) {
      shares_.had_its_turn(*u);
      return t;
    }
    waiting[static_cast<std::size_t>(*u)] = false;
  }
  return start_first_of(urgency::hearsay, now);
}

std::optional<ticket> gate::start_first_of(urgency u, instant now) {
  const auto i = queue_of(u).take_next([&](const fair_queue::item& one) {
    return is_open_for({u, one.is_payment, one.path}, now);
  });
  if (!i) return std::nullopt;
  start({u, i->is_payment, i->path}, now);
  return i->what;
}

void gate::start(const kind& k, instant now) {
  ++in_flight_;
  shares_.started(k.how);
  rate_.started(now);
  paths_.started(k.path, now);
  if (k.how == urgency::hearsay) last_hearsay_ = now;
}

void gate::finished(const kind& k) {
  SLUICE_INVARIANT(in_flight_ > 0);
  --in_flight_;
  shares_.finished(k.how);
  paths_.finished(k.path);
  if (host_ != nullptr) host_->give_back();
}

void gate::not_started(const kind& k, instant now) {
  finished(k);
  rate_.not_started(now);
  paths_.not_started(k.path, now);
  if (host_ != nullptr) host_->not_called(now);
}

bool gate::waits_for_host(instant now) const {
  return host_ != nullptr && has_permit(now) && host_->opens_at(now);
}

void gate::faulty(instant now) {
  if (limits_.faulty_per_second != 0) faulty_.add(now);
}

// -- who may wait
// ----------------------------------------------------------------------------------

std::uint32_t gate::waiting() const noexcept {
  std::uint32_t sum = 0;
  for (const auto u : with_a_share) sum += queue_of(u).size();
  return sum;
}

std::uint32_t gate::queued() const noexcept {
  return waiting() + queue_of(urgency::hearsay).size();
}

bool gate::is_full_for(urgency u) const noexcept {
  return u == urgency::hearsay ? queue_of(u).size() >= share_of_hearsay(limits_.queue_capacity)
                               : waiting() >= limits_.queue_capacity;
}

bool gate::is_above_its_share(urgency u) const {
  return queue_of(u).size() > own_part(u, limits_.queue_capacity);
}

std::optional<urgency> gate::who_makes_room(urgency u, std::uint32_t has) const {
  if (u == urgency::settles_doubt)
    for (const auto other : {urgency::background, urgency::payer_waits})
      if (!queue_of(other).empty()) return other;
  if (u == urgency::payer_waits || u == urgency::background) {
    const auto other = u == urgency::background ? urgency::payer_waits : urgency::background;
    const bool is_owed = queue_of(u).size() < own_part(u, limits_.queue_capacity);
    if (is_owed && is_above_its_share(other)) return other;
  }
  if (queue_of(u).longest() > has) return u;
  return std::nullopt;
}

gate::entry gate::enter(ticket t, const kind& k, const merchant_id& whose, instant now) {
  // A channel that is switched off takes no new payments, but doubt about old ones is still
  // settled.
  if (!limits_.enabled && k.is_payment) return {outcome::switched_off};
  auto& queue = queue_of(k.how);
  const auto ahead = k.how == urgency::hearsay ? queued() : waiting();
  if (ahead == 0 && has_permit(now) && is_open_for(k, now) && host_takes(now)) {
    start(k, now);
    return {outcome::starts};
  }
  entry out{outcome::waits};
  if (is_full_for(k.how)) {
    const auto loser = who_makes_room(k.how, queue.waiting_of(whose));
    if (!loser) return {outcome::queue_full};
    out.put_out = queue_of(*loser).put_out().what;
  }
  queue.push(whose, {t, k.path, k.is_payment, now + limits_.queue_deadline});
  return out;
}

bool gate::has_room(instant now) const {
  if (!limits_.enabled) return false;
  return (waiting() == 0 && has_permit(now)) || !is_full_for(urgency::payer_waits) ||
         who_makes_room(urgency::payer_waits, 0);
}

// -- time, limits, the end
// -------------------------------------------------------------------------

std::vector<ticket> gate::expire(instant now) {
  std::vector<ticket> out;
  for (auto& queue : queues_)
    while (!queue.empty() && *queue.first_deadline() <= now)
      out.push_back(queue.take_oldest().what);
  return out;
}

std::optional<instant> gate::look_again_at(instant now) const {
  std::optional<instant> first;
  const auto consider = [&](std::optional<instant> t) {
    if (t && (!first || *t < *first)) first = t;
  };
  for (const auto& queue : queues_) consider(queue.first_deadline());
  if (first && in_flight_ < limits_.max_in_flight) {
    consider(rate_.next_start(now));
    consider(next_payment(now));
    consider(paths_.next_start(now));
    if (host_ != nullptr) consider(host_->opens_at(now));
    if (!queue_of(urgency::hearsay).empty()) consider(next_hearsay(now));
  }
  if (first && *first <= now) return now + millis{1};
  return first;
}

std::vector<ticket> gate::change_limits(const channel::limits& limits, instant now) {
  if (limits.calls_per_second != limits_.calls_per_second)
    rate_.configure(limits.calls_per_second, now);
  if (limits.faulty_per_second == 0) faulty_.clear();
  limits_ = limits;
  for (auto& queue : queues_) queue.shorten(now + limits_.queue_deadline);
  return limits_.enabled ? std::vector<ticket>{} : withdraw_payments([](ticket) { return true; });
}

std::vector<ticket> gate::empty_queue() {
  std::vector<ticket> out;
  for (auto& queue : queues_)
    while (!queue.empty()) out.push_back(queue.take_oldest().what);
  return out;
}

}  // namespace sluice::channel

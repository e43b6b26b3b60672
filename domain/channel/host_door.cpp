#include "domain/channel/host_door.hpp"

#include "base/invariant.hpp"

namespace sluice::channel {
namespace {

constexpr millis a_moment{20};

}  // namespace

std::optional<instant> host_door::next(instant now) const {
  if (limits_.max_in_flight != 0 && in_flight_ >= limits_.max_in_flight) return now + a_moment;
  if (const auto most = limits_.connections_per_second;
      most != 0 && !connections_.has_room_for(in_flight_ + 1, most, now))
    return now + a_moment;
  if (limits_.calls_per_second == 0) return std::nullopt;
  return calls_.fewer_than(limits_.calls_per_second, now);
}

bool host_door::take(instant now) {
  const std::lock_guard held(lock_);
  if (next(now)) return false;
  ++in_flight_;
  if (limits_.calls_per_second != 0) calls_.add(now);
  return true;
}

void host_door::give_back() {
  const std::lock_guard held(lock_);
  SLUICE_INVARIANT(in_flight_ > 0);
  --in_flight_;
}

void host_door::not_called(instant taken) {
  const std::lock_guard held(lock_);
  calls_.take_back(taken);
}

void host_door::take_back(instant taken) {
  give_back();
  not_called(taken);
}

bool host_door::open_connection(connection_number which, instant now) {
  const std::lock_guard held(lock_);
  return connections_.open(which, limits_.connections_per_second, now);
}

void host_door::connection_is_idle(connection_number which, instant now) {
  const std::lock_guard held(lock_);
  connections_.is_idle(which, now);
}

void host_door::connection_closed(connection_number which) {
  const std::lock_guard held(lock_);
  connections_.closed(which);
}

std::optional<instant> host_door::opens_at(instant now) const {
  const std::lock_guard held(lock_);
  return next(now);
}

}  // namespace sluice::channel

#pragma once
/// The door to one provider's host, which the channels of all our accounts there share: at most so
/// many calls at once and so many a second, whatever they ask for. Behind each channel's own gate.
/// An operator's guard against floods once took a whole provider away from everybody whose address
/// had called it too often.

#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>

#include "base/instant.hpp"
#include "domain/channel/sliding_second.hpp"

namespace sluice::channel {

/// Of a payment that its host's limits alone have kept back until its time was over: they keep it
/// back at every other account there.
inline constexpr std::string_view host_is_full = "host_full";

/// 0: no limit.
struct host_limits {
  std::uint32_t max_in_flight = 0, calls_per_second = 0;
  friend bool operator==(const host_limits&, const host_limits&) = default;
};

/// Any thread: each channel's actor asks for its own calls.
class host_door {
 public:
  explicit host_door(const host_limits& limits) : limits_(limits) {}

  /// True: one more call is on its way, until give_back.
  [[nodiscard]] bool take(instant now);
  void give_back();
  /// The call that was let through then was not made after all: it is not counted.
  void not_called(instant taken);
  /// Both.
  void take_back(instant taken);
  /// When to ask again; nothing: it is open. When a place becomes free nobody can know, so that one
  /// asks a moment later.
  [[nodiscard]] std::optional<instant> opens_at(instant now) const;

 private:
  [[nodiscard]] std::optional<instant> next(instant now) const;

  const host_limits limits_;
  mutable std::mutex lock_;
  std::uint32_t in_flight_ = 0;
  sliding_second calls_;  ///< only kept when there is a limit
};

}  // namespace sluice::channel

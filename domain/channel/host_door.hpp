#pragma once
/// The door to one provider's host, which the channels share that call it from the same address: at
/// most so many calls at once and so many a second, whatever they ask for, and so many new
/// connections a second. Behind each channel's own gate. An operator's guard against floods once
/// took a whole provider away from everybody whose address had called it too often.

#include <compare>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "domain/channel/connection_book.hpp"
#include "domain/channel/sliding_second.hpp"

namespace sluice::channel {

/// Of a payment that its host's limits alone have kept back until its time was over: they keep it
/// back at every other account there.
inline constexpr std::string_view host_is_full = "host_full";

/// A provider's host as its guard counts: by who calls it. One door each.
struct called_host {
  std::string name{};  ///< "api.mch.weixin.qq.com"
  std::string exit_address{};  ///< from which it is called; empty: the machine chooses
  friend auto operator<=>(const called_host&, const called_host&) = default;
};

/// 0: no limit.
struct host_limits {
  std::uint32_t max_in_flight = 0, calls_per_second = 0, connections_per_second = 0;
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
  // -- told by whoever opens connections, where these are limited
  [[nodiscard]] bool open_connection(connection_number which, instant now);
  void connection_is_idle(connection_number which, instant now);
  void connection_closed(connection_number which);

  /// When to ask again; nothing: it is open. When a place becomes free nobody can know, so that one
  /// asks a moment later.
  [[nodiscard]] std::optional<instant> opens_at(instant now) const;
  [[nodiscard]] const host_limits& limits() const noexcept { return limits_; }

 private:
  [[nodiscard]] std::optional<instant> next(instant now) const;

  const host_limits limits_;
  mutable std::mutex lock_;
  std::uint32_t in_flight_ = 0;
  sliding_second calls_;  ///< only kept when there is a limit
  connection_book connections_;  ///< likewise
};

}  // namespace sluice::channel

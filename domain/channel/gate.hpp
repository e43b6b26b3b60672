#pragma once
/// The door to one channel: at most so many calls at once, at most so many a second, a bounded
/// queue whose entries expire. Pure: the channel actor asks it what may go ahead and tells it what
/// ended.
///
/// Calls that end doubt (query, revoke, refund) go before new payments: when a channel is slow,
/// knowing what happened is worth more than starting something new.

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "domain/channel/limits.hpp"

namespace sluice {

class channel_gate {
 public:
  using ticket = std::uint64_t;

  explicit channel_gate(channel_limits limits) : limits_(limits) {}

  enum class urgency : std::uint8_t { settles_doubt, new_payment };
  enum class refusal : std::uint8_t { switched_off, queue_full };

  /// Nothing: the ticket is in the queue. Call next_to_start afterwards.
  [[nodiscard]] std::optional<refusal> enter(ticket t, urgency u, instant now);
  /// Takes a permit for the caller, who must start this call. Nothing: no permit, no rate, no
  /// queue.
  [[nodiscard]] std::optional<ticket> next_to_start(instant now);
  /// Gives the permit back. Exactly once for each started ticket.
  void finished();
  /// Tickets that waited too long; they leave the queue and are never started.
  [[nodiscard]] std::vector<ticket> expire(instant now);
  /// When expire or next_to_start should be asked again if nothing else happens.
  [[nodiscard]] std::optional<instant> look_again_at(instant now) const;
  /// Everything still queued leaves the queue.
  [[nodiscard]] std::vector<ticket> empty_queue();

  [[nodiscard]] std::uint32_t in_flight() const noexcept { return in_flight_; }
  [[nodiscard]] std::uint32_t queued() const noexcept;
  [[nodiscard]] const channel_limits& limits() const noexcept { return limits_; }

 private:
  struct waiting {
    ticket what;
    instant deadline;
  };
  [[nodiscard]] std::optional<instant> next_permitted_start() const;

  channel_limits limits_;
  std::uint32_t in_flight_ = 0;
  std::deque<waiting> urgent_;
  std::deque<waiting> payments_;
  std::deque<instant> recent_starts_;  ///< within the last second; only kept when there is a rate
};

}  // namespace sluice

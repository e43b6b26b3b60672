#pragma once
/// How a path stands at this moment: what routing and rerouting read before they send a payment
/// there, and what the explanation of a route quotes. Told by the channel actor, by way of the
/// board (actors/ports/board.hpp).

#include <cstdint>

namespace sluice::channel {

/// Stored in the log: never change or reuse a number.
enum class breaker_phase : std::uint8_t {
  closed = 1,     ///< payments pass
  open = 2,       ///< none does
  half_open = 3,  ///< a few do, to see
};

struct standing {
  breaker_phase phase = breaker_phase::closed;  ///< a closed path below an open one is open
  bool is_forced = false;    ///< a person said so
  bool wants_probe = false;  ///< half open, and the next payment may be the one that shows
  bool has_room = true;  ///< a further payment would start, or find a place in the queue
  bool is_used = false;  ///< an order has come this way, as far as is remembered
  /// Of the last 128 counted outcomes of at most 15 minutes; a payer's decline counts as good.
  std::uint8_t good = 0, counted = 0;
  std::uint32_t generation = 0;  ///< counts the turns of this path
  friend bool operator==(const standing&, const standing&) = default;
};

}  // namespace sluice::channel

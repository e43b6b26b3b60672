#pragma once
/// Whose turn it is among the kinds of calls that wait at a channel. Each kind has a share of the
/// calls that run and of those that begin, which is its own while it waits; what it does not use
/// goes to the others. So doubt is settled while payments storm, payments start while every query
/// hangs, and refunds move on beside both.

#include <array>
#include <cstdint>
#include <optional>

#include "base/invariant.hpp"

namespace sluice::channel {

enum class urgency : std::uint8_t {
  settles_doubt,  ///< query, revoke, close, refund query, the engine's own give-backs
  payer_waits,  ///< a payment, and somebody stands at the till
  background,   ///< merchants' refunds, payouts
  hearsay,      ///< asked because of a notice that nobody vouches for: no share of these
};
/// How many of them have a share.
inline constexpr std::size_t share_count = 3;
inline constexpr std::array<urgency, share_count> with_a_share{
    urgency::settles_doubt, urgency::payer_waits, urgency::background};

/// What of a whole is one's own while all others want theirs, too. Always something: with two
/// permits each of three kinds has its turns. Precondition: it is one of those with a share.
[[nodiscard]] std::uint32_t own_part(urgency u, std::uint32_t whole);

class shares {
 public:
  /// Those kinds that wait and might have a turn.
  using kinds = std::array<bool, share_count>;

  /// Of those that have fewer calls running than their share allows, or else of all, the one that
  /// has had least for its share. Nothing: there is none.
  [[nodiscard]] std::optional<urgency> next_of(const kinds& waiting,
                                               std::uint32_t max_in_flight) const;
  /// What a kind did not use before that is gone.
  void had_its_turn(urgency u);
  /// Starts and ends of all calls, whether they waited or not.
  void started(urgency u) noexcept { ++in_flight_[static_cast<std::size_t>(u)]; }
  void finished(urgency u) {
    auto& running = in_flight_[static_cast<std::size_t>(u)];
    SLUICE_INVARIANT(running > 0);
    --running;
  }

  [[nodiscard]] std::uint32_t in_flight(urgency u) const noexcept {
    return in_flight_[static_cast<std::size_t>(u)];
  }

 private:
  std::array<std::uint32_t, share_count + 1> in_flight_{};  ///< hearsay too
  /// What a kind has had, by its share: the one with least is next.
  std::array<std::uint64_t, share_count> had_{};
};

}  // namespace sluice::channel

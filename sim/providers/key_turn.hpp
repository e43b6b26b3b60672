#pragma once
/// Which of its three keys a simulated channel signs with: WeChat Pay V3 and Alipay exchange them,
/// and a merchant who goes by certificates has to follow. By the clock alone, so that a channel
/// that was started again goes on where it was.

#include <string_view>

#include "base/instant.hpp"

namespace sluice::sim {

inline constexpr int keys_in_turn = 3;

/// 0, 1, 2, and the first again. `every` is zero: always the first.
[[nodiscard]] constexpr int turn_at(instant now, millis every) noexcept {
  if (every <= millis{0}) return 0;
  return static_cast<int>(now.time_since_epoch() / every % keys_in_turn);
}
/// Whose certificate is still handed out beside that of the turn: what it has signed is under way.
[[nodiscard]] constexpr int turn_before(int turn) noexcept {
  return (turn + keys_in_turn - 1) % keys_in_turn;
}

/// PEM, of the key of a turn.
[[nodiscard]] std::string_view wechat_v3_certificate(int turn) noexcept;
[[nodiscard]] std::string_view alipay_certificate(int turn) noexcept;

}  // namespace sluice::sim

#pragma once
/// What one receiver has still to be told, and when something may go out: one message at a time, no
/// more than its limit in any 60 s, in the order in which it came. What is more than the limit
/// still lets through goes as one digest. What is not taken is tried again, the same message, after
/// longer and longer pauses; nothing is given up. Pure; owned by the notifier (actors/alarm/).

#include <cstdint>
#include <deque>
#include <optional>

#include "base/instant.hpp"
#include "domain/alarm/digest.hpp"

namespace sluice::alarm {

class receiver_queue {
 public:
  static constexpr std::size_t most_kept = 256;  ///< of the others only the number is kept
  static constexpr std::uint32_t failures_to_fail = 3;
  static constexpr millis window{60'000};
  static constexpr millis longest_pause{60'000};

  enum class turn : std::uint8_t { none, fails, works_again };

  explicit receiver_queue(std::uint32_t limit_per_minute) : limit_(limit_per_minute) {}

  /// False: there is no room, and only the number of these is told.
  bool take(notice n);
  /// What is to be sent now; it counts as on its way until sent() or failed(). Nothing: not now.
  [[nodiscard]] std::optional<message> what_to_send(instant now);
  /// The message that is on its way was taken, or was not.
  turn sent();
  turn failed(instant now);
  /// When something may go out next. Nothing: when something new comes, or the answer.
  [[nodiscard]] std::optional<instant> next_due() const;
  [[nodiscard]] bool is_failing() const noexcept { return failures_ >= failures_to_fail; }
  /// What is on its way, or to be sent again. Nothing: nothing is.
  [[nodiscard]] const std::optional<message>& on_its_way() const noexcept { return on_its_way_; }

 private:
  [[nodiscard]] std::uint32_t left_of_limit(instant now);
  [[nodiscard]] message next_message(std::uint32_t left);

  std::uint32_t limit_;
  std::deque<notice> waiting_{};
  std::uint64_t more_ = 0;
  std::optional<message> on_its_way_{};  ///< or to be sent again
  bool is_out_ = false;
  std::deque<instant> sent_at_{};  ///< within the window; tries count, whatever came of them
  instant not_before_{};  ///< after a failure
  std::uint32_t failures_ = 0;  ///< in a row
  std::uint64_t digests_ = 0;
};

}  // namespace sluice::alarm

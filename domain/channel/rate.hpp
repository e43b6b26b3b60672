#pragma once
/// How many calls may begin within a second: what is configured, and less for a while when the
/// channel says that we are too fast. It is cut at once and comes back slowly, one call a second
/// each second (AIMD): whoever is told to slow down and is back at full speed a moment later is
/// told so again, and channels have closed accounts over it.

#include <cstdint>
#include <optional>

#include "domain/channel/sliding_second.hpp"

namespace sluice::channel {

class rate {
 public:
  /// 0: no limit. Of the calls that went before there was one, those of the last second count, or a
  /// few more.
  void configure(std::uint32_t calls_per_second, instant now);
  /// When the next call may begin; nothing: at once.
  [[nodiscard]] std::optional<instant> next_start(instant now) const {
    return is_limited() ? next_within_limit(now) : std::nullopt;
  }
  void started(instant now) {
    tally_.count(now);
    if (is_limited()) count(now);
  }
  /// The call that was counted last, at this moment, was not made.
  void not_started(instant now);
  /// The channel said that it was too fast. At most once a second: what it says to calls that left
  /// before it was heard is no news.
  void too_fast(instant now);
  /// What holds now; 0: no limit.
  [[nodiscard]] std::uint32_t limit(instant now) const;

 private:
  /// A limit that was cut: from when on, to how much, and at which it is over.
  struct cut {
    instant since;
    std::uint32_t to = 0;
    std::uint32_t normal = 0;
  };
  /// Cheap enough to be kept always: how many started in a second, and in the one before.
  struct tally {
    instant from{};
    std::uint32_t starts = 0, before = 0;
    void count(instant now) {
      if (now >= from + one_second) {
        before = now < from + 2 * one_second ? starts : 0;
        starts = 0;
        from = now;
      }
      ++starts;
    }
    [[nodiscard]] std::uint32_t most_within_a_second(instant now) const;
    /// In the busier of the last two seconds.
    [[nodiscard]] std::uint32_t measured(instant now) const;
  };

  [[nodiscard]] bool is_limited() const noexcept { return configured_ != 0 || cut_.has_value(); }
  [[nodiscard]] std::optional<instant> next_within_limit(instant now) const;
  void count(instant now);
  void begin_to_count(instant now);

  std::uint32_t configured_ = 0;
  std::optional<cut> cut_{};
  sliding_second starts_;  ///< only kept when there is a limit
  tally tally_{};
};

}  // namespace sluice::channel

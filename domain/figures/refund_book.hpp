#pragma once
/// How soon refunds come through: by channel and by the day on which they were asked for (UTC+8, as
/// channels count days), and in all. Fed by the log's events; a refund that is under way takes a
/// line, a day of a channel another. Pure.

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "base/beijing_day.hpp"
#include "base/enumerators.hpp"
#include "domain/ids.hpp"

namespace sluice::figures {

/// What became of a refund. Each is counted once: a refund that came through on the same day is not
/// counted under the next one.
enum class refund_end : std::uint8_t {
  same_day,
  next_day,
  seven_days,  ///< after the next day, and no later than on the seventh after
  later,
  failed,
};
[[nodiscard]] std::string_view name_of(refund_end e) noexcept;
inline constexpr std::size_t refund_ends = enumerators<refund_end>.size();

struct refund_counts {
  std::uint64_t requested = 0;
  std::array<std::uint64_t, refund_ends> ended{};
  friend bool operator==(const refund_counts&, const refund_counts&) = default;
};

using beijing::day_of;
/// It came through so many days after the one on which it was asked for.
[[nodiscard]] refund_end end_after(std::int64_t days) noexcept;

class refund_book {
 public:
  static constexpr std::int64_t days_kept = 32;
  struct day {
    std::int64_t number = 0;
    refund_counts counted{};
  };
  struct of_channel {
    refund_counts in_all{};
    std::deque<day> days{};  ///< in order; days without any are not there
  };

  /// `key`: of the order and the refund's number. Asked for again under the same number, after it
  /// has failed, it is another one.
  void requested(std::uint64_t key, const channel_id& at, instant when);
  /// Of one that was not asked for, or has ended, nothing is counted.
  void succeeded(std::uint64_t key, instant when);
  void failed(std::uint64_t key);

  [[nodiscard]] const std::map<channel_id, of_channel>& channels() const noexcept {
    return channels_;
  }
  [[nodiscard]] std::size_t open() const noexcept { return open_.size(); }

  // -- its form in a bookmark: a line for each thing that it knows
  void write_to(std::string& text) const;
  /// Takes up one of these lines. False: it is none.
  [[nodiscard]] bool read(std::string_view line);

 private:
  struct under_way {
    channel_id at{};
    std::int64_t day = 0;
  };
  void end(std::uint64_t key, const under_way& of, refund_end how);
  /// Null: that day is not kept any more.
  [[nodiscard]] static refund_counts* on(of_channel& channel, std::int64_t day);

  std::map<std::uint64_t, under_way> open_;
  std::map<channel_id, of_channel> channels_;
};

}  // namespace sluice::figures

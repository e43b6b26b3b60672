#pragma once
/// What one endpoint of a merchant has still to hear, when it is tried, and when it is given up.
/// Pure; kept by a follower of the log (actors/webhook/), with its bookmark.
///
/// Of what waits only the oldest are kept here (the window): for what came later a position in the
/// log is enough, so that an endpoint that is dead for days costs neither memory nor an event. A
/// try that failed is repeated by schedule.hpp, each delivery for itself. One that is taken proves
/// that somebody is there again: then all that waits is due at once. While the last three tries of
/// all failed, one goes out at a time, and no more than one a second; and where more waits than the
/// window holds, the oldest is sent every five minutes whether it is due or not, because none that
/// is new can find out that somebody is there again.
///
/// Disabled is an endpoint that says 410, or that has taken nothing for five days, in which it was
/// tried more than once, half a day apart (Svix's rule; ten failures in a row are too little:
/// polarsource/polar#8815). What it has not heard stays where it is until a person enables it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/webhook/answer.hpp"
#include "domain/webhook/event.hpp"

namespace sluice::webhook {

struct delivery {
  std::uint8_t tries = 0;
  instant due{};
  bool is_out = false;  ///< on its way, its answer is awaited
  bool is_probe = false;  ///< though it is not due: it does not count as a try
  friend bool operator==(const delivery&, const delivery&) = default;
};

/// What people must hear.
enum class turn : std::uint8_t {
  none,
  exhausted,  ///< it was the last try: this delivery is given up
  disabled,
  struggling,  ///< three failures in a row
  recovered,  ///< it takes something, after three failures in a row or more
};

class endpoint {
 public:
  static constexpr std::size_t window = 256;
  static constexpr std::uint32_t most_out = 2;

  /// It has to hear of this one; later ones only. Whatever it is offered while it is behind is in
  /// the log, and read from there when there is room.
  void offer(position event, instant now);

  // -- tries -------------------------------------------------------------------------------

  /// What goes out now, as on its way; nothing: nothing may, yet.
  [[nodiscard]] std::optional<position> next(instant now);
  /// When next() may have something; nothing: not before something else happens.
  [[nodiscard]] std::optional<instant> next_due() const;
  /// Precondition: it is out. `luck`: for the pause.
  [[nodiscard]] turn answered(position event, const answer& a, instant now, std::uint64_t luck);
  /// It could not be read, or the process is too busy to send it: as if it had never gone out.
  void put_off(position event, instant until);

  // -- what the window does not hold -------------------------------------------------------

  /// From here on the log has to be read for it; nothing: it has everything, or no room yet.
  [[nodiscard]] std::optional<position> reads_from() const;
  /// The same where the log is read anyway, for another one: any room will do.
  [[nodiscard]] std::optional<position> reads_along_from() const;
  /// So many more may be read.
  [[nodiscard]] std::size_t room() const noexcept { return window - waiting_.size(); }
  /// `found`, in order, is all that it has to hear from there up to (not including) `to`. Where
  /// `is_all`, nothing has been offered since.
  void read(const std::vector<position>& found, position to, bool is_all, instant now);

  // -- as a whole --------------------------------------------------------------------------

  [[nodiscard]] disabled_by is_disabled() const noexcept { return disabled_; }
  /// As the log says, which is the truth of this; what waits stays as it is.
  void be_disabled(disabled_by why) noexcept { disabled_ = why; }
  /// By a person: whatever it has not heard is due at once, and is tried as often as at first.
  void enable(instant now);
  /// All that the log has from there on is told again, in its order.
  void tell_again(position from);
  /// These once more, beside what waits. False: there is no room for them, and nothing changes.
  [[nodiscard]] bool tell_again(const std::vector<position>& these, instant now);
  [[nodiscard]] const std::map<position, delivery>& waiting() const noexcept { return waiting_; }
  [[nodiscard]] bool is_behind() const noexcept { return behind_.has_value(); }
  [[nodiscard]] bool is_struggling() const noexcept { return failures_ >= notable_failures; }
  /// What the last try came to, where it failed and this process made it; nothing: else.
  [[nodiscard]] std::optional<outcome> last_failure() const noexcept { return last_outcome_; }

  /// It is not as at first.
  [[nodiscard]] bool has_anything() const noexcept {
    return !waiting_.empty() || behind_ || failures_ > 0 || disabled_ != disabled_by::nobody;
  }
  /// One line, for restore. What is out is not in it: it is tried again.
  [[nodiscard]] std::string text() const;
  /// Nothing: it is no such text. The time in which nobody tried does not count as failing.
  [[nodiscard]] static std::optional<endpoint> from_text(std::string_view line, instant now);

 private:
  static constexpr std::uint32_t notable_failures = 3;

  [[nodiscard]] std::uint32_t most_out_now() const noexcept {
    return is_struggling() ? 1 : most_out;
  }
  /// Of those that are not out: the one that is due first, and when it may go; nothing: none may.
  [[nodiscard]] std::optional<std::pair<position, instant>> first_out() const;
  [[nodiscard]] turn note_taken(position event, instant now);
  [[nodiscard]] turn note_failure(const answer& a, instant now);

  std::map<position, delivery> waiting_;
  std::optional<position> behind_;  ///< from here on nothing is in waiting_
  std::uint32_t out_ = 0;
  std::uint32_t failures_ = 0;  ///< in a row, of all deliveries
  instant first_failure_{}, last_failure_{};
  std::optional<outcome> last_outcome_;
  bool is_half_a_day_apart_ = false;  ///< two failures since the first
  instant not_before_{};  ///< as it asks for, or because it is struggling
  disabled_by disabled_ = disabled_by::nobody;
};

}  // namespace sluice::webhook

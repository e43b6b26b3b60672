#pragma once
/// How far a follower has got, and what it does next: how much it takes before it makes sure that
/// it has arrived, how long it waits when it has not, when its bookmark is worth saving. Pure.
///
///   saved <= proven <= reached
///
/// After a failure everything unproven comes again, one record at a time at first: so it stops
/// exactly at what is not taken, and does not repeat a thousand events for the sake of one.

#include <algorithm>
#include <cstdint>

#include "base/instant.hpp"
#include "base/invariant.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct follower_pace {
  std::uint32_t most_at_once = 1024;   ///< records between two flushes, and in one turn
  std::uint32_t save_every = 4096;     ///< records whose repetition nobody would hear
  bool is_heard = true;                ///< what it takes: saved at once
  millis first_pause{1000};            ///< after a failure; doubled with each further one
  millis longest_pause{5000};
};

class follower_progress {
 public:
  explicit follower_progress(store::sequence saved, follower_pace pace = {})
      : pace_(pace), saved_(saved), proven_(saved), reached_(saved), at_once_(pace.most_at_once) {}

  [[nodiscard]] store::sequence next() const noexcept { return reached_ + 1; }
  /// All up to here is done with.
  [[nodiscard]] store::sequence proven() const noexcept { return proven_; }
  /// How many records may still be looked at before flush.
  [[nodiscard]] std::uint32_t left_in_turn() const noexcept { return at_once_ - seen_; }
  [[nodiscard]] bool must_flush() const noexcept { return unproven_ > 0; }

  void passed_over() noexcept {
    SLUICE_INVARIANT(seen_ < at_once_);
    ++reached_;
    ++seen_;
  }
  void took() noexcept {
    passed_over();
    ++unproven_;
  }
  /// What was taken has arrived, or nothing had to.
  void arrived() noexcept {
    acted_ = acted_ || (pace_.is_heard && unproven_ > 0);
    if (unproven_ > 0) at_once_ = std::min(pace_.most_at_once, 2 * at_once_);
    if (reached_ > proven_) failures_ = 0;
    SLUICE_INVARIANT(reached_ >= proven_);
    proven_ = reached_;
    begin_turn();
  }
  void did_not_arrive() noexcept {
    reached_ = proven_;
    at_once_ = 1;
    begin_turn();
  }
  /// This turn ends in a pause: it did not arrive, or was not taken, or could not be read.
  void failed() noexcept { ++failures_; }

  [[nodiscard]] std::uint32_t failures_in_a_row() const noexcept { return failures_; }
  /// Precondition: the last turn failed.
  [[nodiscard]] millis pause() const noexcept;

  [[nodiscard]] bool should_save() const noexcept {
    return proven_ > saved_ && (acted_ || proven_ - saved_ >= pace_.save_every);
  }
  [[nodiscard]] bool is_saved() const noexcept { return saved_ == proven_; }
  void saved() noexcept {
    SLUICE_INVARIANT(proven_ >= saved_);
    saved_ = proven_;
    acted_ = false;
  }

 private:
  void begin_turn() noexcept {
    seen_ = 0;
    unproven_ = 0;
  }

  follower_pace pace_;
  store::sequence saved_;
  store::sequence proven_;
  store::sequence reached_;
  std::uint32_t at_once_;
  std::uint32_t seen_ = 0;      ///< in this turn
  std::uint32_t unproven_ = 0;  ///< taken in this turn
  std::uint32_t failures_ = 0;
  bool acted_ = false;  ///< since the bookmark was saved: repeating that would be heard
};

}  // namespace sluice

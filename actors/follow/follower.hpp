#pragma once
/// Somebody who reads the log behind the engine, in order, at least once through crashes, at a pace
/// of its own: who must hear of what has happened hears it from one of these, never from the actor
/// that decided it. This is what a new one implements; follower_actor does the rest.
///
/// Called from one thread, which it may block: nobody waits for it.

#include <cstdint>
#include <string>
#include <string_view>

#include "events/decoded_record.hpp"

namespace sluice {

/// Where a follower begins in a log that has never had it.
enum class beginning : std::uint8_t {
  first_record,
  head,  ///< what was there before it came is no business of its own
};

class follower {
 public:
  virtual ~follower() = default;

  /// Its bookmark lies in the log's folder under this name: never change it.
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;
  [[nodiscard]] virtual beginning begins() const noexcept { return beginning::first_record; }
  /// By event_type's number. Records of other types are passed over without being decoded.
  [[nodiscard]] virtual bool concerns(std::uint16_t type) const noexcept = 0;

  /// False, or an exception: not now; it comes again later.
  [[nodiscard]] virtual bool take(const decoded_record& r) = 0;
  /// Whether all that was taken since the last flush has surely arrived where it should; only then
  /// the cursor moves. If not, all of it comes again.
  [[nodiscard]] virtual bool flush() = 0;

  /// Somebody outside would notice if what it has taken came again. If nobody would, its bookmark
  /// is saved more seldom, and a crash makes it read that much of the log again.
  [[nodiscard]] virtual bool is_heard() const noexcept { return true; }

  // -- what it has made of the log so far: balances, windows ---------------------------------

  struct snapshot {
    std::uint32_t version = 0;  ///< of its form
    std::string bytes{};  ///< empty: it keeps nothing
  };
  /// Saved together with the cursor: of all that was taken before the last flush that was true. One
  /// that is false must leave no trace in it of what comes again.
  [[nodiscard]] virtual snapshot state() const { return {}; }
  /// Not only the log changes it: since state() was asked it has become another one. Whoever
  /// changes it sends log_advanced to the actor that leads it, in the end.
  [[nodiscard]] virtual bool has_changed() const { return false; }
  /// Takes up what state() gave before the process ended. False: it does not fit (any more); then
  /// the follower begins again, as in a log that has never had it.
  [[nodiscard]] virtual bool restore(const snapshot& from) { return from.bytes.empty(); }
};

}  // namespace sluice

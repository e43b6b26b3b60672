#pragma once
/// When the keys of a channel are fetched: regularly, and early when somebody names one that is not
/// known. Never two at a time, never twice within a minute, and more and more seldom at a channel
/// that does not answer. Pure: it is told the moments (of a clock that is never set) and what
/// happened. Who asks it: key_fetcher, and the made-up worlds.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "adapters/channels/dialect_in_use.hpp"
#include "base/instant.hpp"

namespace sluice {

class key_schedule {
 public:
  static constexpr std::chrono::minutes shortest_pause{1};
  static constexpr std::chrono::minutes longest_pause{15};

  /// Kept until its time has come. Of several the last that an answer has named: strangers can send
  /// notifications, and must not be able to push it out.
  void named(const std::string& key, key_witness by);

  /// What is to be fetched now: a key's name, or empty for those that there are. Nothing: it is not
  /// time. `regularly`: how often the dialect wants it, if it does. Whoever gets one fetches it,
  /// and says ended() when that is over.
  [[nodiscard]] std::optional<std::string> begin(instant now, std::optional<millis> regularly);

  /// `chance`: by how much the next regular fetch is early, so that many engines do not come at
  /// once.
  void ended(bool has_brought_keys, std::uint64_t chance);

 private:
  [[nodiscard]] millis pause() const noexcept;
  [[nodiscard]] bool is_regular_due(instant now, millis every) const noexcept;

  std::optional<std::string> by_answer_{}, by_notification_{};
  std::optional<instant> begun_{};
  std::optional<std::string> under_way_{};
  bool has_fetched_ = false;
  int failures_ = 0;  ///< in a row
  std::uint64_t chance_ = 0;
};

}  // namespace sluice

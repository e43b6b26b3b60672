#pragma once
/// Looks for what a program of ours says of itself only when it is broken: error words and stack
/// marks in its own log. One alarm a place, where a place is what the line says it is (its event),
/// however many lines come: of a place no more than one fact a minute is told, with how many lines
/// it stands for. Pure.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace sluice::alarm {

/// The first mark in a sentence, as it stands in the list; empty: none. Case does not matter.
[[nodiscard]] std::string_view fault_mark_in(std::string_view sentence) noexcept;

class log_watch {
 public:
  /// A line with a mark. Something: it is to be told, for so many lines.
  [[nodiscard]] std::optional<std::uint64_t> take(std::string_view place, instant now);

 private:
  struct seen {
    instant told_at{};
    std::uint64_t lines = 0;
  };
  std::map<std::string, seen, std::less<>> places_{};
};

}  // namespace sluice::alarm

#pragma once
/// What people are told of an alarm. Pure; receivers (actors/alarm/, adapters/notices/) bring it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "domain/alarm/kind.hpp"

namespace sluice::alarm {

/// Numbered in the order in which they fired, from 1; never used again.
using number = std::uint64_t;

enum class step : std::uint8_t {
  fired,
  grew,          ///< many more orders than were told of
  repeated,      ///< nobody has acknowledged it
  escalated,     ///< nobody has acknowledged it for a while
  was_silenced,  ///< a silence is over, and it still fires
  flaps,         ///< it fires again and again: said once
  still_fires,   ///< the engine started anew meanwhile
  recovered,
};

struct notice {
  number alarm = 0;
  std::uint32_t nth = 1;  ///< of what was told of this alarm since this process started
  kind what{};
  std::string key{};  ///< which channel, path, order
  step why{};
  instant at{};
  instant since{};  ///< it fired
  std::uint64_t count = 0;  ///< how often what it tells of has happened
  std::uint64_t orders = 0;  ///< that it touches; 0: it is not about orders
  std::string detail{};  ///< a sentence
  friend bool operator==(const notice&, const notice&) = default;
};

[[nodiscard]] std::string_view name_of(step s) noexcept;
/// One line: what is wrong, where.
[[nodiscard]] std::string subject_of(const notice& n);
/// Some lines for people: since when, how many orders, and what to do.
[[nodiscard]] std::string text_of(const notice& n);

}  // namespace sluice::alarm

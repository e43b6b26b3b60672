#pragma once
/// A channel as its stream says: which settings hold, who said them, and what the file said when it
/// was last taken over; how each path stands that was ever turned or switched.

#include <array>
#include <map>
#include <optional>

#include "domain/channel/event.hpp"
#include "domain/channel/path_state.hpp"

namespace sluice::channel {

struct state {
  limits now{};
  std::array<origin, setting_count> from{};  ///< by setting
  std::optional<limits> in_file{};  ///< nothing: the file has never been taken over
  std::map<path, path_state> paths{};
  friend bool operator==(const state&, const state&) = default;
};

/// Somebody has said something: the channel exists.
[[nodiscard]] inline bool exists(const state& s) noexcept { return s.in_file.has_value(); }

/// The state after an event that was decided at this time.
void apply(state& s, const event& e, instant at);

}  // namespace sluice::channel

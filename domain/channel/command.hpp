#pragma once
/// What a channel can be told about its settings and paths.

#include <optional>
#include <variant>

#include "domain/channel/limits.hpp"
#include "domain/channel/path_event.hpp"
#include "domain/origin.hpp"

namespace sluice::channel {

/// The file says so: at a start, and when it is read again.
struct take_over {
  channel::limits in_file;
};

/// A person wants so.
struct change {
  limits_change what;
  signed_by who;
};

/// A person wants a path open or closed, or left to its breaker again.
struct force {
  path where;
  std::optional<path_switch> to{};  ///< nothing: what was asked for says no one thing; refused
  std::optional<instant> until{};  ///< by the machine's clock; nothing: until somebody says else
  signed_by who;
  instant asked_at{};  ///< by the machine's clock; the channel actor fills it in
};

/// Its breaker proposes it.
struct turn {
  path_event what;
};

using command = std::variant<take_over, change, force, turn>;

}  // namespace sluice::channel

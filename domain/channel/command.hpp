#pragma once
/// What a channel can be told about its settings.

#include <variant>

#include "domain/channel/limits.hpp"
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

using command = std::variant<take_over, change>;

}  // namespace sluice::channel

#pragma once
/// Sections of the file that are each right, and may not do together what their author thought.
/// Told by `sluice config check` and by `sluice serve` at its start; nothing is refused for them.

#include <string>
#include <vector>

#include "adapters/config/configuration.hpp"

namespace sluice {

/// A sentence each; none: there is nothing to say.
[[nodiscard]] std::vector<std::string> setup_warnings(const configuration& c);

}  // namespace sluice

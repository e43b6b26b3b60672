#pragma once
/// Rules of a configuration that may not do what their author thought: they leave a merchant
/// nothing for a kind of business that it may use, or are about what there is not. An engine starts
/// with them. Told by `sluice config check`, and at a start.

#include <string>
#include <vector>

#include "actors/engine/settings.hpp"

namespace sluice {

/// A sentence each: which rule, what of it, and what comes of it. What other rules take away
/// besides is not looked at.
[[nodiscard]] std::vector<std::string> rule_warnings(const engine_settings& engine);

}  // namespace sluice

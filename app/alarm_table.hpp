#pragma once
/// The answer of alarm.list as people look at it.

#include <iosfwd>
#include <nlohmann/json.hpp>

#include "base/instant.hpp"

namespace sluice::app {

/// What fires, a line each, who sees to it, and what is silenced. `now`: for how long. Throws what
/// nlohmann::json throws where it is no such answer.
void show_alarms(const nlohmann::json& list, instant now, std::ostream& out);
[[nodiscard]] bool something_fires(const nlohmann::json& list);

}  // namespace sluice::app

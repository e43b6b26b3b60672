#pragma once
/// What a word about the rules of routing leads to. Pure; the actor that keeps them asks.

#include <optional>
#include <variant>

#include "domain/rejection.hpp"
#include "domain/routing/rule_fault.hpp"
#include "domain/routing/state.hpp"

namespace sluice::routing {

/// The event, nothing where everything is so already, or why not. The file's rules have been looked
/// at before (rule_fault.hpp).
[[nodiscard]] std::variant<std::optional<event>, rejection> decide(const state& s, const command& c,
                                                                   const rule_surroundings& around);

}  // namespace sluice::routing

#pragma once
/// What a word about contracts leads to. Pure; the actor that keeps them asks.

#include <optional>
#include <variant>
#include <vector>

#include "domain/contract/command.hpp"
#include "domain/contract/state.hpp"
#include "domain/rejection.hpp"

namespace sluice::contract {

/// What the rules need to know besides.
struct surroundings {
  std::vector<channel_id> channels;  ///< all there are
};

/// Nobody has a contract with it: it was not named, or there is no such channel.
[[nodiscard]] std::optional<rejection> fault_in(const party& p, const surroundings& around);

/// The event, nothing where it was agreed so already, or why not.
[[nodiscard]] std::variant<std::optional<event>, rejection> decide(const state& s, const command& c,
                                                                   const surroundings& around);

}  // namespace sluice::contract

#pragma once
/// What a word about a path leads to: a person's, or its breaker's. Pure; part of decide.hpp.

#include "domain/channel/command.hpp"
#include "domain/channel/decide.hpp"
#include "domain/channel/state.hpp"

namespace sluice::channel {

[[nodiscard]] std::variant<std::optional<event>, rejection> decide_force(
    const state& s, const force& f, const channel_id& channel);
/// Nothing if the path has been turned or switched since it was proposed.
[[nodiscard]] std::variant<std::optional<event>, rejection> decide_turn(const state& s,
                                                                        const turn& t);

}  // namespace sluice::channel

#pragma once
/// What the end of a call is to figures. Pure.

#include <optional>

#include "actors/ports/channel_port.hpp"
#include "domain/figures/counts.hpp"

namespace sluice {

/// Nothing: the call never left for the channel, which has nothing to do with it.
[[nodiscard]] std::optional<figures::call_result> call_result_of(operation what,
                                                                 const channel_answer& said);

}  // namespace sluice

#pragma once
/// Does to an answer on its way what a hazard says. How it looks afterwards, the dice decide.

#include <optional>
#include <string_view>

#include "adapters/http/http_client.hpp"
#include "sim/world/byte_hazards.hpp"
#include "sim/world/chance.hpp"

namespace sluice::sim {

/// Of the hazards that befall a single answer. Nothing: this one cannot be spoilt so.
[[nodiscard]] std::optional<http_result> spoilt(byte_hazard how, std::string_view dialect_name,
                                                http_response said, chance& roll);

/// One bit of the body, or of the address where there is none.
[[nodiscard]] http_request flipped(http_request request, chance& roll);

}  // namespace sluice::sim

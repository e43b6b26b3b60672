#pragma once
/// A claim as engines send it to each other: one line of JSON.

#include <optional>
#include <string>
#include <string_view>

#include "domain/ownership/claim.hpp"

namespace sluice::nats {

[[nodiscard]] std::string to_text(const ownership::claim& c);
/// Nothing when it is none: of an engine that we do not understand, or of a stranger. Fields that
/// we do not know are passed over.
[[nodiscard]] std::optional<ownership::claim> claim_from_text(std::string_view text);

}  // namespace sluice::nats

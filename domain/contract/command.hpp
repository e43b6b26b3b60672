#pragma once
/// What the contracts can be told.

#include <optional>
#include <variant>

#include "domain/contract/event.hpp"

namespace sluice::contract {

/// A person says what has been agreed.
struct put {
  party with;
  terms what{};
  std::optional<instant> valid_from{};  ///< nothing: from now on
  signed_by who;
  instant asked_at{};
};

using command = std::variant<put>;

}  // namespace sluice::contract

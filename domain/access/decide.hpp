#pragma once
/// What a word about the register of those who may ask leads to. Pure; the registrar asks.

#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

#include "domain/access/command.hpp"
#include "domain/access/state.hpp"
#include "domain/rejection.hpp"

namespace sluice::access {

/// How much the register has room for.
struct surroundings {
  std::size_t most_principals = 10'000;
  std::size_t most_keys = 10'000;  ///< revoked ones are kept, and count
  std::size_t most_grants = 64;    ///< of one principal
};

/// The events, none where everything is so already, or why not.
[[nodiscard]] std::variant<std::vector<event>, rejection> decide(const state& s, const word& w,
                                                                 const surroundings& around);

/// Whether file and keystore say more than there is room for. Asked before they are taken over, so
/// that the start or the reload can say why not. Nothing: they do not.
[[nodiscard]] std::optional<rejection> fault_of(const take_over& t, const surroundings& around);

}  // namespace sluice::access

#pragma once
/// The rules of routing as they are now. Their actor (rulebook_actor.hpp) writes them; merchants
/// choose routes by them.

#include <cstdint>

#include "actors/ports/shared_value.hpp"
#include "domain/routing/rulebook.hpp"

namespace sluice {

struct numbered_rules {
  routing::rulebook book{};
  std::uint32_t position = 0;  ///< so many events of their stream say so
};

using shared_rules = shared_value<numbered_rules>;
using rules_reader = value_reader<numbered_rules>;

}  // namespace sluice

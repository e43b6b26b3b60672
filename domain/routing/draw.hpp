#pragma once
/// Lots that an order draws by its name alone: the same order draws the same again, on every
/// engine and in every replay, and a share that grows keeps those that it had.

#include <cstdint>

#include "domain/ids.hpp"

namespace sluice::routing {

/// What is drawn for: who is in one share is no likelier to be in another.
enum class lot : char { canary = 'c', explore = 'e', explored_channel = 'w' };

/// 0 to 65535.
[[nodiscard]] std::uint32_t drawn(const order_id& order, lot about);

/// Precondition: share <= of.
[[nodiscard]] inline bool is_in_share(const order_id& order, lot about, std::uint32_t share,
                                      std::uint32_t of) {
  return drawn(order, about) * of < share * 65536U;
}

}  // namespace sluice::routing

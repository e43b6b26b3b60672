#pragma once
/// An order's events out of the log, as the books want them.

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "domain/ledger/bookkeeper.hpp"
#include "store/event_log.hpp"

namespace sluice {

inline constexpr auto until_now = std::numeric_limits<std::uint64_t>::max();

/// In order, all that stand before that place of the log; nothing: they cannot be read.
[[nodiscard]] std::optional<std::vector<ledger::past_event>> past_of(
    const store::event_log& log, const order_id& id, std::uint64_t before = until_now);

}  // namespace sluice

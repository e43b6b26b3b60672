#pragma once
/// After the last order is begun: waits until every order has ended and nothing moves any more.

#include <filesystem>
#include <functional>

#include "app/demo/asker.hpp"
#include "app/demo/shopkeeper.hpp"

namespace sluice::demo {

/// False: the time was up first; some orders have not ended, or the books do not agree with them.
/// `on_turn` is called about ten times a second with how many orders are settled; it may throw.
[[nodiscard]] bool settle(shopkeeper& shops, asker& over, const std::filesystem::path& books,
                          asker::timer::time_point until,
                          const std::function<void(std::size_t settled)>& on_turn);

}  // namespace sluice::demo

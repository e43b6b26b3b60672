#pragma once
/// What jemalloc says of the memory that it has.

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::app {

/// Bytes by kind. Empty: this program is linked without it, as tests are.
[[nodiscard]] std::vector<std::pair<std::string_view, std::uint64_t>> allocator_figures();

}  // namespace sluice::app

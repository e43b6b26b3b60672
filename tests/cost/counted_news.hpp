#pragma once
/// How often operator new has been called in this program. For cost_of_orders only: the program
/// that links this has its operator new replaced.

#include <cstdint>

namespace sluice::test {

[[nodiscard]] std::uint64_t news_so_far() noexcept;

}  // namespace sluice::test

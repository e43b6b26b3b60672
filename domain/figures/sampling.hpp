#pragma once
/// Figures are side work: with little memory left they go by a sample, and then by nothing, before
/// any order is refused for them. Pure.

#include <cstdint>

#include "domain/overload/level.hpp"

namespace sluice::figures {

/// One call in so many is counted, as that many; 0: none is.
[[nodiscard]] constexpr std::uint32_t one_in(overload::level memory,
                                             bool is_side_work_off) noexcept {
  constexpr std::uint32_t sample = 16;
  if (is_side_work_off) return 0;
  switch (memory) {
    case overload::level::normal: return 1;
    case overload::level::sheds: return sample;
    case overload::level::refuses_new:
    case overload::level::drains: return 0;
  }
  return 0;
}

}  // namespace sluice::figures

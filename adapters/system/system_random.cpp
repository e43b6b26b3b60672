#include "adapters/system/system_random.hpp"

#include <sys/random.h>

#include "base/invariant.hpp"

namespace sluice {
namespace {

/// Up to 256 bytes come whole and are never interrupted by a signal: getrandom(2).
struct stock {
  std::array<std::uint64_t, 32> numbers{};
  std::size_t left = 0;
};

}  // namespace

std::uint64_t system_random::next() {
  static thread_local stock mine;
  if (mine.left == 0) {
    const auto bytes = sizeof mine.numbers;
    const auto got = ::getrandom(mine.numbers.data(), bytes, 0);
    SLUICE_INVARIANT(got == static_cast<ssize_t>(bytes));
    mine.left = mine.numbers.size();
  }
  return mine.numbers[--mine.left];
}

}  // namespace sluice

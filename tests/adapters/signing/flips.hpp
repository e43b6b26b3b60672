#pragma once
/// Damage of the smallest kind, for property tests.

#include <rapidcheck.h>

#include <string>

namespace sluice::test {

/// Another text: one bit of it, from byte `first` on, is the other way round.
[[nodiscard]] inline std::string flipped_anywhere(std::string text, std::size_t first = 0) {
  auto& byte = text[*rc::gen::inRange(first, text.size())];
  byte = static_cast<char>(byte ^ 1 << *rc::gen::inRange(0, 8));
  return text;
}

}  // namespace sluice::test

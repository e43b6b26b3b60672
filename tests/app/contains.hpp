#pragma once
/// A matcher for a part of a text; Catch2 2.13 and 3.7 name it differently.

#include <string>

#include "tests/catch.hpp"

namespace sluice::test {

[[nodiscard]] inline auto contains(const std::string& part) {
#if __has_include(<catch2/catch_all.hpp>)
  return Catch::Matchers::ContainsSubstring(part);
#else
  return Catch::Matchers::Contains(part);
#endif
}

}  // namespace sluice::test

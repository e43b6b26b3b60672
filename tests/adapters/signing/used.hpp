#pragma once
/// What was read of text, or why it was not.

#include <string>
#include <utility>

#include "adapters/signing/usable.hpp"
#include "tests/catch.hpp"

namespace sluice::test {

template <class T>
[[nodiscard]] T used(signing::usable<T> read) {
  if (const auto* no = std::get_if<signing::unusable>(&read)) FAIL(no->why);
  return std::get<T>(std::move(read));
}
/// "": it can be used.
template <class T>
[[nodiscard]] std::string why_not(const signing::usable<T>& read) {
  const auto* no = std::get_if<signing::unusable>(&read);
  return no == nullptr ? "" : no->why;
}

}  // namespace sluice::test

#pragma once
/// What became of a text from outside that should hold fields. All readers of dialects (JSON, XML,
/// forms) keep one rule: whatever is said twice must say the same. Which of two values counts is a
/// question that must not be answered by position: another reader, or whoever signed the text, may
/// have looked at the other one. The same thing said twice is tolerated; gateways do it.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/invariant.hpp"

namespace sluice {

enum class misread : std::uint8_t {
  unreadable,  ///< not whole, not well-formed, not of the expected shape
  contradictory,  ///< a field has two values
};

/// The code of the unknown answer that it leads to.
[[nodiscard]] constexpr std::string_view name_of(misread why) {
  switch (why) {
    case misread::unreadable: return "unreadable";
    case misread::contradictory: return "contradictory";
  }
  broken_invariant("every way to misread has a name", __FILE__, __LINE__);
}

template <class Value>
using reading = std::variant<Value, misread>;

/// Takes a field in. False: it is there already, and with another value.
template <class Fields, class Name, class Value>
[[nodiscard]] bool add_agreeing(Fields& all, Name&& name, Value&& value) {
  const auto [at, fresh] = all.try_emplace(std::forward<Name>(name), std::forward<Value>(value));
  return fresh || at->second == value;  // not moved from when it was not taken
}

}  // namespace sluice

#pragma once
/// Where the value of a setting comes from. Settings of channels and merchants have two authors,
/// the configuration file and people with a command; a merchant's level also the file's rules,
/// which act by themselves. Whoever changed a value last is in the log with it.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/instant.hpp"

namespace sluice {

enum class author : std::uint8_t {
  nobody,  ///< the value that is there before anybody has said anything
  file,
  person,
  rule,
};
[[nodiscard]] std::string_view name_of(author a) noexcept;

struct origin {
  author by = author::nobody;
  std::string person{};  ///< who; empty unless a person
  std::string reason{};  ///< of a rule: which one it was, "rule NAME"
  instant since{};
  friend bool operator==(const origin&, const origin&) = default;
};

/// Who changes something by a command, and why. Neither is empty.
struct signed_by {
  std::string operator_name;
  std::string reason;
  friend bool operator==(const signed_by&, const signed_by&) = default;
};

/// A rule of the file has done it by itself: no person has.
struct by_rule {
  std::string name;
  friend bool operator==(const by_rule&, const by_rule&) = default;
};
using person_or_rule = std::variant<signed_by, by_rule>;

[[nodiscard]] inline origin origin_of(const signed_by& who, instant at) {
  return {author::person, who.operator_name, who.reason, at};
}
[[nodiscard]] inline origin origin_of(const by_rule& which, instant at) {
  return {.by = author::rule, .reason = "rule " + which.name, .since = at};
}
[[nodiscard]] inline origin origin_of(const person_or_rule& who, instant at) {
  return std::visit([&](const auto& one) { return origin_of(one, at); }, who);
}
[[nodiscard]] inline origin origin_in_file(instant at) { return {.by = author::file, .since = at}; }

}  // namespace sluice

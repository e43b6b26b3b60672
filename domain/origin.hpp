#pragma once
/// Where the value of a setting comes from. Settings of channels and merchants have two authors,
/// the configuration file and people with a command; whoever changed a value last is in the log
/// with it.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace sluice {

enum class author : std::uint8_t {
  nobody,  ///< the value that is there before anybody has said anything
  file,
  person,
};
[[nodiscard]] std::string_view name_of(author a) noexcept;

struct origin {
  author by = author::nobody;
  std::string person{};  ///< who; empty unless a person
  std::string reason{};
  instant since{};
  friend bool operator==(const origin&, const origin&) = default;
};

/// Who changes something by a command, and why. Neither is empty.
struct signed_by {
  std::string operator_name;
  std::string reason;
  friend bool operator==(const signed_by&, const signed_by&) = default;
};

[[nodiscard]] inline origin origin_of(const signed_by& who, instant at) {
  return {author::person, who.operator_name, who.reason, at};
}
[[nodiscard]] inline origin origin_in_file(instant at) { return {.by = author::file, .since = at}; }

}  // namespace sluice

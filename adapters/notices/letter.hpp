#pragma once
/// A message to a receiver as all ways bring it: for people a subject and a text, for programs
/// JSON. Pure.

#include <string>

#include "actors/ports/receiver_port.hpp"

namespace sluice::notices {

struct letter {
  std::string id;  ///< "alarm-7@<log>.sluice": of no other letter in the world
  std::string answers{};  ///< empty: none
  std::string kind{};  ///< of the alarm, or "digest"
  std::string subject{};  ///< one line
  std::string text{};
  std::string json{};
  instant at{};
};

/// `log`: which one it is.
[[nodiscard]] letter letter_of(const receiver_message& from, const std::string& log);

}  // namespace sluice::notices

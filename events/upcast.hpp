#pragma once
/// Lifts events that were written in an older form to the newest one, step by step, before they
/// are decoded. The log itself is never rewritten. Each step is one row: (type, version) to
/// version + 1. The newest version of a type is 1 plus its steps; encode writes that version.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "events/event_type.hpp"

namespace sluice {

/// A record or payload that this program cannot read, and why. For people.
struct undecodable {
  std::string message;
};

/// From one version's payload bytes to the next version's. Pure.
using lift = std::variant<std::string, undecodable> (*)(const std::string& payload);

struct upcast_step {
  event_type type;
  std::uint16_t from_version;  ///< counted from 1
  lift to_next;
};

class upcast_table {
 public:
  /// Steps of one type are given in order and without gaps, beginning at version 1.
  explicit upcast_table(std::vector<upcast_step> steps);

  [[nodiscard]] std::uint16_t newest_version(event_type type) const noexcept;
  /// The payload in the newest form of its type.
  [[nodiscard]] std::variant<std::string, undecodable> lifted(
      event_type type, std::uint16_t version, const std::string& payload) const;

 private:
  std::vector<upcast_step> steps_;
};

/// The steps that the engine uses.
[[nodiscard]] const upcast_table& own_upcasts();

}  // namespace sluice

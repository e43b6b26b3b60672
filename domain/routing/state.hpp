#pragma once
/// The rules of routing as their stream says: which hold, who said so, and what the file said when
/// it was last taken over.

#include <optional>
#include <string>
#include <vector>

#include "domain/routing/event.hpp"

namespace sluice::routing {

struct held_rule {
  rule now;
  origin from;
  friend bool operator==(const held_rule&, const held_rule&) = default;
};

struct state {
  std::vector<held_rule> rules{};  ///< the file's in its order, then those that people added
  tuning how{};  ///< the file's word alone
  std::optional<rulebook> in_file{};
  friend bool operator==(const state&, const state&) = default;
};

/// The rules whose section the file has no more, and with them what a person had said of them.
[[nodiscard]] std::vector<std::string> lost_to(const rulebook& in_file, const state& before);

/// What routes are chosen by.
[[nodiscard]] rulebook book_of(const state& s);

/// The state after an event that was decided at this time.
void apply(state& s, const event& e, instant at);

}  // namespace sluice::routing

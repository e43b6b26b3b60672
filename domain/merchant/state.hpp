#pragma once
/// A merchant as its stream says: what it may do, who said so, and what the file said when it was
/// last taken over.

#include <optional>
#include <vector>

#include "domain/merchant/command.hpp"

namespace sluice::merchant {

struct state {
  std::optional<merchant::life> life{};  ///< nothing: there is no such merchant
  std::vector<business_type> business_types{};
  std::vector<channel_id> channels{};  ///< may be used, best first
  std::vector<document> documents{};
  limit_values limits{};
  origin life_from{}, business_types_from{}, channels_from{};
  std::map<limit_name, origin> limits_from{};  ///< of all that somebody has said, 0 too
  measures<level_wish> levels{};  ///< as people said last; some may be over
  measures<level_wish> levels_by_rule{};  ///< the same of rules, where no person has spoken since
  measures<promotion_wish> promotions{};
  reserved_amounts reserved{};  ///< of each only the last day or month
  std::optional<section> in_file{};  ///< nothing: never was there, or has left
  friend bool operator==(const state&, const state&) = default;
};

[[nodiscard]] inline bool exists(const state& s) noexcept { return s.life.has_value(); }

/// The state after an event that was decided at this time.
void apply(state& s, const event& e, instant at);

}  // namespace sluice::merchant

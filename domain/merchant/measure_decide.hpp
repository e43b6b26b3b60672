#pragma once
/// What a person's word about a merchant's level or promotion leads to, or a rule's. Pure; part of
/// decide.hpp.

#include <variant>
#include <vector>

#include "domain/merchant/state.hpp"
#include "domain/rejection.hpp"

namespace sluice::merchant {

using measure_decision = std::variant<std::vector<event>, rejection>;

[[nodiscard]] measure_decision decide_measure(const state& s, const degrade& d,
                                              const merchant_id& id);
[[nodiscard]] measure_decision decide_measure(const state& s, const promote& p,
                                              const merchant_id& id);
/// A rule neither softens nor shortens what a person has said, nor what a harder rule has done. Its
/// own word it says again when half of the time is over.
[[nodiscard]] measure_decision decide_measure(const state& s, const follow_rule& f,
                                              const merchant_id& id);

}  // namespace sluice::merchant

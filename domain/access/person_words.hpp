#pragma once
/// What a person's words about principals and keys lead to. Private to decide.cpp.

#include "domain/access/decide.hpp"

namespace sluice::access {

using decision = std::variant<std::vector<event>, rejection>;

[[nodiscard]] decision decide_set(const state& s, const set_principal& w,
                                  const surroundings& around);
[[nodiscard]] decision decide_add(const state& s, const add_key& w, const surroundings& around);
[[nodiscard]] decision decide_revoke(const state& s, const revoke_key& w);

}  // namespace sluice::access

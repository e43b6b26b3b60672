#pragma once
/// What the codes of payers change in an order: those that the risk service judges, and those that
/// a channel has sent them. A part of evolve, private to it.

#include "domain/order/state.hpp"

namespace sluice::order {

[[nodiscard]] bool may_follow_in(const state& o, const code_tried& e) noexcept;
[[nodiscard]] bool may_follow_in(const state& o, const code_judged& e) noexcept;
[[nodiscard]] bool may_follow_in(const state& o, const code_given& e) noexcept;

void apply_to(state& o, const code_tried& e, instant at);
void apply_to(state& o, const code_judged& e);
void apply_to(state& o, const code_given& e, instant at);

}  // namespace sluice::order

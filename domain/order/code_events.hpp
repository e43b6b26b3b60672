#pragma once
/// What the risk service's word and the codes of payers change in an order: codes that it judges,
/// and those that a channel has sent. A part of evolve, private to it.

#include "domain/order/state.hpp"

namespace sluice::order {

/// May an attempt begin, as far as the risk service is concerned?
[[nodiscard]] bool is_let_through(const state& o) noexcept;
[[nodiscard]] bool may_follow_in(const state& o, const code_tried& e) noexcept;
[[nodiscard]] bool may_follow_in(const state& o, const code_judged& e) noexcept;
[[nodiscard]] bool may_follow_in(const state& o, const code_given& e) noexcept;

void apply_to(state& o, const risk_judged& e, instant at);
void apply_to(state& o, const code_tried& e, instant at);
void apply_to(state& o, const code_judged& e);
void apply_to(state& o, const code_given& e, instant at);

}  // namespace sluice::order

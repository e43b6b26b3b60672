#pragma once
/// What whoever asks for figures is told. Any thread.

#include "actors/desk/answer.hpp"
#include "actors/desk/question.hpp"
#include "actors/figures/link_figures.hpp"

namespace sluice {

[[nodiscard]] answer figures_answer(const link_figures& of, const get_link_figures& asked,
                                    bool is_side_work_off, instant now);

}  // namespace sluice

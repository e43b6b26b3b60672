#pragma once
/// What kind of work a question is to an engine that has too much of it. Asked by the front desk,
/// and by the edge before that.

#include "actors/desk/question.hpp"
#include "domain/overload/level.hpp"

namespace sluice {

[[nodiscard]] overload::work work_of(const question& q);

}  // namespace sluice

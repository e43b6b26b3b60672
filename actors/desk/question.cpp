#include "actors/desk/question.hpp"

namespace sluice {

question::question(const question&) = default;
question::question(question&&) noexcept = default;
question& question::operator=(const question&) = default;
question& question::operator=(question&&) noexcept = default;
question::~question() = default;

}  // namespace sluice

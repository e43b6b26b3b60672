#pragma once
/// What the ways in which an attempt can end are called in answers and reports.

#include <string_view>

#include "domain/order/state.hpp"

namespace sluice::order {

/// "not_paid"
[[nodiscard]] std::string_view name_of(attempt::outcome o) noexcept;

}  // namespace sluice::order

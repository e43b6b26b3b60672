#pragma once
/// What a command is about, for judges and tales.

#include <string_view>

#include "actors/desk/request.hpp"

namespace sluice::sim {

/// "order.create"
[[nodiscard]] std::string_view verb_of(const question& ask);
/// Nobody's: it is about no order.
[[nodiscard]] order_id order_of(const question& ask);
[[nodiscard]] inline bool is_about_order(const question& ask) {
  return std::visit([](const auto& q) { return requires { q.order; }; }, ask);
}
/// "m1/A-1", "channel alipay", "merchant m2"
[[nodiscard]] std::string subject_of(const question& ask);

}  // namespace sluice::sim

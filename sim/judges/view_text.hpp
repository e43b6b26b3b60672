#pragma once
/// A view of an order or refund as text, with every field of it: two views are the same iff their
/// texts are.

#include <string>

#include "actors/desk/request.hpp"

namespace sluice::sim {

[[nodiscard]] std::string text_of(const order_view& v);
[[nodiscard]] std::string text_of(const refund_view& r);

}  // namespace sluice::sim

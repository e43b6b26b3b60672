#pragma once
/// A view of an order as text, with every field of it: two views are the same iff their texts are.

#include <string>

#include "actors/desk/request.hpp"

namespace sluice::sim {

[[nodiscard]] std::string text_of(const order_view& v);

}  // namespace sluice::sim

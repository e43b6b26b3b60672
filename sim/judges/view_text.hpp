#pragma once
/// A view of an order, a refund or the register as text, with every field of it: two views are the
/// same iff their texts are.

#include <string>

#include "actors/desk/request.hpp"

namespace sluice::sim {

[[nodiscard]] std::string text_of(const order_view& v);
[[nodiscard]] std::string text_of(const refund_view& r);
[[nodiscard]] std::string text_of(const principal_list& all);
[[nodiscard]] std::string text_of(const key_list& all);

}  // namespace sluice::sim

#pragma once
/// Of which events of orders a merchant is told, and what the event is called there. Names are
/// frozen: merchants' programs compare them.

#include <string_view>

#include "domain/order/event.hpp"

namespace sluice::webhook {

/// "order.paid"; empty: merchants are not told of it.
[[nodiscard]] std::string_view name_of(const order::event& e) noexcept;

}  // namespace sluice::webhook

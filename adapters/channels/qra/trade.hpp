#pragma once
/// A trade as a QRA gateway tells of it, in answers and notifications alike.

#include <optional>

#include "adapters/channels/strict_xml.hpp"
#include "domain/money.hpp"
#include "domain/order/receipt.hpp"

namespace sluice::qra {

/// The order's amount. Nothing: it is not said, or in another currency than yuan.
[[nodiscard]] std::optional<money> amount_of(const xml_fields& trade);

/// The wallet's own number of the trade is its trace: the wallet's bill has that one.
[[nodiscard]] order::receipt receipt_of(const xml_fields& trade);

}  // namespace sluice::qra

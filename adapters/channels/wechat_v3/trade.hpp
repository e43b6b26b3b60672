#pragma once
/// A trade as WeChat Pay V3 tells of it, in answers and notifications alike.

#include <nlohmann/json.hpp>
#include <optional>

#include "adapters/channels/foreign_text.hpp"
#include "adapters/channels/wechat_v3/account.hpp"
#include "domain/order/receipt.hpp"

namespace sluice::wechat_v3 {

/// It names our merchant number, and no other app's.
[[nodiscard]] bool is_ours(const nlohmann::json& trade, const account& us);

/// It was paid in the way in which we asked for it. A face stands for a payment code.
[[nodiscard]] bool is_of_type(business_type asked, foreign_text trade_type) noexcept;

/// The order's amount. Nothing: it is not said, or not readable.
[[nodiscard]] std::optional<money> amount_of(const nlohmann::json& trade);

[[nodiscard]] order::receipt receipt_of(const nlohmann::json& trade);

}  // namespace sluice::wechat_v3

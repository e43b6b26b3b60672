#pragma once
/// What an answer of WeChat Pay V3 proves about a refund.

#include <nlohmann/json.hpp>

#include "adapters/channels/dialect.hpp"
#include "adapters/channels/foreign_text.hpp"

namespace sluice::wechat_v3 {

/// Of status 200, to a refund or to a query about it.
[[nodiscard]] channel_answer refund_answer(const channel_call& call, const nlohmann::json& reply);

[[nodiscard]] channel_answer refund_error(const channel_call& call, int status, foreign_text code);

}  // namespace sluice::wechat_v3

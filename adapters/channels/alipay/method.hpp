#pragma once
/// Which of the gateway's methods carries out an operation.

#include <optional>
#include <string>
#include <string_view>

#include "actors/ports/channel_port.hpp"

namespace sluice::alipay {

/// "alipay.trade.pay"; nothing when Alipay offers no such operation for this business type.
[[nodiscard]] std::optional<std::string_view> method_of(const channel_call& call) noexcept;

/// The member of the answer that belongs to a method: "alipay_trade_pay_response".
[[nodiscard]] std::string answer_node(std::string_view method);

}  // namespace sluice::alipay

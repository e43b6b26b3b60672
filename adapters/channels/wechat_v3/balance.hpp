#pragma once
/// What lies in an account of the merchant's at WeChat Pay: BASIC, OPERATION or FEES. Source:
/// pay.weixin.qq.com/doc/v3/merchant, "query the balance" (/v3/merchant/fund/balance/…).

#include <array>

#include "adapters/channels/balance_exchange.hpp"
#include "adapters/channels/wechat_v3/account.hpp"

namespace sluice::wechat_v3 {

inline constexpr std::array<std::string_view, 3> balance_accounts{"BASIC", "OPERATION", "FEES"};

[[nodiscard]] http_request balance_request(std::string_view which);

/// Of an answer whose signature was checked already. The documented one names no account; one that
/// names another than was asked for is not believed.
[[nodiscard]] heard_balance read_balance(int status, std::string_view body, std::string_view which,
                                         const account& us);

}  // namespace sluice::wechat_v3

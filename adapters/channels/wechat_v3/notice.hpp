#pragma once
/// Notifications of WeChat Pay V3: a sealed text in an envelope, whose signature was checked
/// already. Source: pay.weixin.qq.com/doc/v3/merchant, "payment and refund notifications".

#include <string_view>

#include "adapters/channels/dialect.hpp"
#include "adapters/channels/wechat_v3/account.hpp"

namespace sluice::wechat_v3 {

/// Of a payment: what it proves. Of a refund: only that there is something to ask about, under the
/// refund's number. Other kinds are none that we ask for: unreadable.
[[nodiscard]] heard_notice read_notice(std::string_view body, const account& us);

}  // namespace sluice::wechat_v3

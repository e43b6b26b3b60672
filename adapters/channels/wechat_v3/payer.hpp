#pragma once
/// What the payer has to do with a prepay answer: a code to scan, a page to open, or fields, signed
/// once more, for WeChat itself. Source: pay.weixin.qq.com/doc/v3/merchant, "calling up payment".

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "adapters/channels/wechat_v3/account.hpp"
#include "domain/payer_action.hpp"

namespace sluice::wechat_v3 {

/// `nonce`: a text that no other answer carries. Nothing: the answer lacks what this type needs, or
/// what it has is not fit to be handed on.
[[nodiscard]] std::optional<payer_action> action_of(business_type type,
                                                    const nlohmann::json& answer, const account& us,
                                                    instant now, std::string_view nonce);

}  // namespace sluice::wechat_v3

#pragma once
/// What a body from WeChat Pay V2 proves about the call it answers.

#include <string_view>

#include "adapters/channels/dialect.hpp"
#include "adapters/channels/wechat_v2/shared_key.hpp"

namespace sluice::wechat_v2 {

/// Unknown unless the body is whole and signed, speaks of our account and of this very order, and
/// its code or state has a row in codes.hpp.
[[nodiscard]] channel_answer classify(const channel_call& call, std::string_view body,
                                      const dialect_account& account, const shared_key& key);

}  // namespace sluice::wechat_v2

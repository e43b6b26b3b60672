#pragma once
/// What a body from Alipay's gateway proves about the call it answers.

#include <string_view>

#include "adapters/channels/alipay/account.hpp"
#include "adapters/channels/dialect.hpp"

namespace sluice::alipay {

/// Unknown unless the body is whole and signed by Alipay, speaks of this very order, and its code,
/// sub_code or state has a row in codes.hpp.
[[nodiscard]] channel_answer classify(const channel_call& call, std::string_view body,
                                      const account& us, instant now);

}  // namespace sluice::alipay

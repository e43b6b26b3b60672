#pragma once
/// What an answer of WeChat Pay V3 proves about the call that it answers.

#include <string_view>

#include "adapters/channels/dialect.hpp"
#include "adapters/channels/wechat_v3/account.hpp"

namespace sluice::wechat_v3 {

/// An answer whose signature was checked already. Views.
struct proven_answer {
  int status;
  std::string_view body;
  std::string_view nonce;  ///< of its signature: no other answer carries it
};

/// Unknown unless the body is whole, speaks of our account and of this very order, and its status
/// with its code, or its state, has a row in codes.hpp.
[[nodiscard]] channel_answer classify(const channel_call& call, const proven_answer& said,
                                      const account& us, instant now);

}  // namespace sluice::wechat_v3

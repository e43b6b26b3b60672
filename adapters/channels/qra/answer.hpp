#pragma once
/// What an answer or a notification of a QRA gateway proves.

#include <string_view>

#include "adapters/channels/dialect.hpp"
#include "adapters/channels/qra/account.hpp"

namespace sluice::qra {

/// Unknown unless the body is whole, signed, speaks of our account and of no other order, and its
/// code or state has a row in codes.hpp.
[[nodiscard]] channel_answer classify(const channel_call& call, std::string_view body,
                                      const account& us);

[[nodiscard]] heard_notice read_notice(std::string_view body, const account& us);

}  // namespace sluice::qra

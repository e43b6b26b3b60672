#pragma once
/// What a channel sends, with the proof that this channel gives: what a dialect refuses is then
/// refused for what it says. Of the account that test::whole_account has.

#include <chrono>
#include <string>
#include <string_view>

#include "adapters/http/http_client.hpp"
#include "adapters/http/message.hpp"
#include "base/instant.hpp"

namespace sluice::fuzz {

/// When everything is sent and heard.
inline constexpr instant sent_at{std::chrono::seconds{1'768'435'200}};

/// What has not the shape of this channel's answers stays unproven.
[[nodiscard]] http_result proven_answer(std::string_view dialect_name, const std::string& body,
                                        int status);

/// Of WeChat Pay V3 the bytes are what is sealed.
[[nodiscard]] http_request proven_notice(std::string_view dialect_name, const std::string& body);

}  // namespace sluice::fuzz

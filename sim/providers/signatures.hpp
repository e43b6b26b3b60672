#pragma once
/// RSA-SHA256 as the simulated WeChat Pay V3 and Alipay use it: they sign with one key, or with
/// several in turn (key_turn.hpp), and all merchants with another (simulated_keys.hpp). In base64.
/// For the faces.

#include <string>
#include <string_view>

namespace sluice::sim {

[[nodiscard]] std::string signed_by_provider(std::string_view text, int turn = 0);

[[nodiscard]] bool is_signed_by_merchant(std::string_view signature, std::string_view text);

}  // namespace sluice::sim

#pragma once
/// RSA-SHA256 as the simulated WeChat Pay V3 and Alipay use it: they sign with one key, and all
/// merchants with another (simulated_keys.hpp). In base64. For the faces.

#include <string>
#include <string_view>

namespace sluice::sim {

[[nodiscard]] std::string signed_by_provider(std::string_view text);

[[nodiscard]] bool is_signed_by_merchant(std::string_view signature, std::string_view text);

}  // namespace sluice::sim

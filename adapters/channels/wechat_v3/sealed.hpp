#pragma once
/// A text that WeChat Pay V3 has sealed for us, within its JSON: {algorithm, nonce,
/// associated_data, ciphertext}, in notifications and with certificates.

#include <nlohmann/json.hpp>
#include <optional>

#include "base/secret.hpp"

namespace sluice::wechat_v3 {

/// Nothing: it was not sealed with our key, or is not what it says.
[[nodiscard]] std::optional<secret> opened(const nlohmann::json& sealed, const secret& api_v3_key);

}  // namespace sluice::wechat_v3

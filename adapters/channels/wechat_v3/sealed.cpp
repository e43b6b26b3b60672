#include "adapters/channels/wechat_v3/sealed.hpp"

#include "adapters/channels/wechat_v3/fields.hpp"
#include "adapters/signing/aes.hpp"
#include "base/base64.hpp"

namespace sluice::wechat_v3 {

std::optional<secret> opened(const nlohmann::json& sealed, const secret& api_v3_key) {
  if (text_in(sealed, "algorithm") != "AEAD_AES_256_GCM") return std::nullopt;
  const auto bytes = bytes_from_base64(text_in(sealed, "ciphertext").as_received());
  if (!bytes) return std::nullopt;
  return signing::open_aead_aes_256_gcm(api_v3_key, text_in(sealed, "nonce").as_received(),
                                        text_in(sealed, "associated_data").as_received(), *bytes);
}

}  // namespace sluice::wechat_v3

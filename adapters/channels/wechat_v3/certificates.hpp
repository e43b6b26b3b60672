#pragma once
/// WeChat Pay's own certificates, as GET /v3/certificates brings them: sealed with the APIv3 key,
/// which only WeChat Pay and the merchant have, and so vouched for even where all keys that were
/// known before are gone. Whoever fetches them takes the new set in place of the old one. Source:
/// pay.weixin.qq.com/doc/v3/merchant, "certificates".

#include <optional>
#include <string_view>
#include <vector>

#include "adapters/channels/wechat_v3/account.hpp"
#include "adapters/http/message.hpp"
#include "adapters/signing/certificate.hpp"
#include "adapters/signing/keys_by_serial.hpp"
#include "base/secret.hpp"

namespace sluice::wechat_v3 {

/// Nothing unless every one of them opens and has the serial number that is said of it: of a list
/// that is wrong in one place nothing is taken.
[[nodiscard]] std::optional<std::vector<signing::certificate>> certificates_in(
    std::string_view body, const secret& api_v3_key);

/// Nothing unless the answer is whole and signed with one of the keys that it brings, or of those
/// that stay. What has expired is in it, too, but proves nothing any more (keys_by_serial.hpp).
[[nodiscard]] std::optional<their_keys> keys_in(const http_response& answer,
                                                const secret& api_v3_key, instant now,
                                                const signing::keys_by_serial& that_stay = {});

}  // namespace sluice::wechat_v3

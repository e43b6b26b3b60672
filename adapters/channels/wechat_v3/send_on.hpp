#pragma once
/// A refund that is ABNORMAL is applied for once more, to a bank account of the payer's or the
/// merchant's own: POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund. The card's
/// number and its holder's name are encrypted with WeChat Pay's key, which the header
/// Wechatpay-Serial names. Source: pay.weixin.qq.com/doc/v3/merchant, "applying for an abnormal
/// refund".

#include <optional>
#include <string>

#include "adapters/channels/wechat_v3/account.hpp"
#include "adapters/http/message.hpp"

namespace sluice::wechat_v3 {

/// The key with which WeChat Pay wants secrets encrypted, by the name that it has there. Nothing:
/// there is none that is valid now.
struct sealing_key {
  std::string name;
  const signing::public_key* key;
};
[[nodiscard]] std::optional<sealing_key> sealing_key_of(const account& us, const their_keys& theirs,
                                                        instant now);

/// Nothing: the refund's number there is not known, or nothing could be encrypted.
[[nodiscard]] std::optional<http_request> send_on_request(const channel_call& call,
                                                          const sealing_key& sealed_with);

}  // namespace sluice::wechat_v3

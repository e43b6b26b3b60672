#pragma once
/// WeChat Pay V2, payment code only: XML over POST, amounts in fen. There is no notification for
/// this product: the answer or a query is the only way to learn the result. Unsigned; a signing
/// dialect adds `sign` on the way out and checks it on the way in. Source:
/// pay.weixin.qq.com/doc/v2/merchant (micropay 4011937125, reverse 4011937361).

#include "adapters/channels/dialect.hpp"

namespace sluice {

class wechat_v2_dialect final : public dialect {
 public:
  explicit wechat_v2_dialect(dialect_account account);

  [[nodiscard]] assembled assemble(const channel_call& call, const moment& at) const override;
  [[nodiscard]] channel_answer understand(const channel_call& call,
                                          const http_result& result,
                                          instant now) const override;
  /// Never anything.
  [[nodiscard]] heard_notice hear(const http_request& request, instant now) const override;
  [[nodiscard]] http_response acknowledgement() const override;

 private:
  dialect_account account_;
};

}  // namespace sluice

#pragma once
/// WeChat Pay V2, payment code only: XML over POST, amounts in fen. There is no notification for
/// this product: the answer or a query is the only way to learn the result. Both sides sign with
/// one key (shared_key.hpp). Source: pay.weixin.qq.com/doc/v2/merchant (micropay 4011937125,
/// reverse 4011937361).

#include "adapters/channels/dialects.hpp"
#include "adapters/channels/wechat_v2/shared_key.hpp"

namespace sluice {

class wechat_v2_dialect final : public dialect {
 public:
  [[nodiscard]] static made_dialect make(dialect_account account);

  [[nodiscard]] assembled assemble(const channel_call& call, const moment& at) const override;
  [[nodiscard]] channel_answer understand(const channel_call& call, const http_result& result,
                                          instant now) const override;
  /// Never anything.
  [[nodiscard]] heard_notice hear(const http_request& request, instant now) const override;
  [[nodiscard]] http_response acknowledgement() const override;

  [[nodiscard]] std::optional<http_request> assemble_bill(bill_day day, bill_kind kind,
                                                          const moment& at) const override;
  [[nodiscard]] heard_bill understand_bill(bill_day day, const http_result& result,
                                           const moment& at) const override;

 private:
  wechat_v2_dialect(dialect_account account, wechat_v2::shared_key key)
      : account_(std::move(account)), key_(std::move(key)) {}

  dialect_account account_;
  wechat_v2::shared_key key_;
};

}  // namespace sluice

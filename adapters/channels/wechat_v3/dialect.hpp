#pragma once
/// WeChat Pay V3: JSON, amounts in fen, every call signed with the merchant's key, every answer and
/// notification with WeChat Pay's. Payment codes, and what the payer pays elsewhere: a code to scan
/// (native), a page within WeChat (JSAPI), an app, a page of the phone's browser (H5). Source:
/// pay.weixin.qq.com/doc/v3/merchant.

#include "adapters/channels/dialect.hpp"
#include "adapters/channels/dialects.hpp"
#include "adapters/channels/wechat_v3/account.hpp"

namespace sluice {

class wechat_v3_dialect final : public dialect {
 public:
  /// Keys: wechat_v3::key_needs.
  [[nodiscard]] static made_dialect make(dialect_account given);

  [[nodiscard]] assembled assemble(const channel_call& call, const moment& at) const override;
  [[nodiscard]] channel_answer understand(const channel_call& call, const http_result& result,
                                          instant now) const override;
  [[nodiscard]] heard_notice hear(const http_request& request, instant now) const override;
  [[nodiscard]] http_response acknowledgement() const override;

  [[nodiscard]] std::optional<http_request> assemble_bill(bill_day day,
                                                          const moment& at) const override;
  [[nodiscard]] heard_bill understand_bill(bill_day day, const http_result& result,
                                           const moment& at) const override;

 private:
  explicit wechat_v3_dialect(wechat_v3::account us) : us_(std::move(us)) {}

  wechat_v3::account us_;
};

}  // namespace sluice

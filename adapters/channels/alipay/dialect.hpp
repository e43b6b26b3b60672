#pragma once
/// Alipay's open gateway: one form POST a call, the business content as JSON in `biz_content`,
/// amounts in yuan. Payment code (trade.pay), quick pay (trade.create: the answer says only
/// "accepted", the result comes by notification or query) and payout (fund.trans.uni.transfer).
/// Unsigned; a signing dialect adds `sign` on the way out and checks it on the way in.
/// Source: opendocs.alipay.com, API lists of alipay.trade and alipay.fund.

#include "adapters/channels/dialect.hpp"

namespace sluice {

class alipay_dialect final : public dialect {
 public:
  explicit alipay_dialect(dialect_account account);

  [[nodiscard]] assembled assemble(const channel_call& call, const moment& at) const override;
  [[nodiscard]] channel_answer understand(const channel_call& call,
                                          const http_result& result,
                                          instant now) const override;
  [[nodiscard]] heard_notice hear(const http_request& request, instant now) const override;
  [[nodiscard]] http_response acknowledgement() const override;

 private:
  dialect_account account_;
};

}  // namespace sluice

#pragma once
/// The gateway of UnionPay's QRA, and of Swiftpass, which speaks the same: XML over POST, amounts
/// in fen, MD5 over sorted pairs. It leads to the wallet that the payer's code is of: for the same
/// payer it is another road, never to be tried while the first one's answer is not known. Source:
/// github.com/yansongda/pay src/Plugin/Unipay/Qra (names only), and one recorded answer.

#include "adapters/channels/dialect.hpp"
#include "adapters/channels/dialects.hpp"
#include "adapters/channels/qra/account.hpp"

namespace sluice {

class qra_dialect final : public dialect {
 public:
  /// Keys: qra::key_needs.
  [[nodiscard]] static made_dialect make(dialect_account given);

  [[nodiscard]] assembled assemble(const channel_call& call, const moment& at) const override;
  [[nodiscard]] channel_answer understand(const channel_call& call, const http_result& result,
                                          instant now) const override;
  [[nodiscard]] heard_notice hear(const http_request& request, instant now) const override;
  [[nodiscard]] http_response acknowledgement() const override;

 private:
  explicit qra_dialect(qra::account us) : us_(std::move(us)) {}

  qra::account us_;
};

}  // namespace sluice

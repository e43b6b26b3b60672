#pragma once
/// Alipay's open gateway: one form POST a call, the business content as JSON in `biz_content`,
/// amounts in yuan. Payment code (trade.pay), quick pay (trade.create: the answer says only
/// "accepted", the result comes by notification or query), payout (fund.trans.uni.transfer), and
/// what the payer does elsewhere (pages.hpp) or lets be held (holds.hpp).
/// Signed with RSA2 by both sides (account.hpp, proof.hpp).
/// Source: opendocs.alipay.com, API lists of alipay.trade and alipay.fund.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/channels/alipay/account.hpp"
#include "adapters/channels/dialects.hpp"
#include "adapters/channels/key_fetching.hpp"

namespace sluice {

class alipay_dialect final : public dialect, private key_fetching {
 public:
  [[nodiscard]] static made_dialect make(dialect_account account);

  [[nodiscard]] assembled assemble(const channel_call& call, const moment& at) const override;
  [[nodiscard]] channel_answer understand(const channel_call& call, const http_result& result,
                                          instant now) const override;
  [[nodiscard]] heard_notice hear(const http_request& request, instant now) const override;
  [[nodiscard]] http_response acknowledgement() const override;
  [[nodiscard]] const key_fetching* fetches_keys() const noexcept override;
  [[nodiscard]] std::vector<certificate_end> certificates() const override;

  [[nodiscard]] std::optional<http_request> assemble_bill(bill_day day, bill_kind kind,
                                                          const moment& at) const override;
  [[nodiscard]] heard_bill understand_bill(bill_day day, const http_result& result,
                                           const moment& at) const override;
  [[nodiscard]] std::optional<http_request> assemble_balance(std::string_view which,
                                                             const moment& at) const override;
  [[nodiscard]] heard_balance understand_balance(std::string_view which, const http_result& result,
                                                 instant now) const override;

 private:
  explicit alipay_dialect(alipay::account us) : us_(std::move(us)) {}

  [[nodiscard]] std::optional<millis> fetched_every(instant now) const override;
  [[nodiscard]] std::optional<http_request> key_request(std::string_view named,
                                                        const moment& at) const override;
  [[nodiscard]] fetched_keys keys_from(std::string_view named, const http_result& answer,
                                       instant now) const override;
  [[nodiscard]] std::string unknown_key_of(const http_response& answer, instant now) const override;
  [[nodiscard]] std::string unknown_key_of(const http_request& notification,
                                           instant now) const override;
  [[nodiscard]] std::string if_unknown(std::string number, instant now) const;

  alipay::account us_;
};

}  // namespace sluice

#pragma once
/// UnionPay's ACP 5.1.0 (全渠道): signed forms over HTTPS, amounts in fen. Quick pay with a token
/// of a card (the answer says only "taken", the result comes by notification or query), and net
/// bank for persons and for companies, where the payer's browser posts the signed request itself.
/// Source: open.unionpay.com, ACP interface.

#include "adapters/channels/key_fetching.hpp"
#include "adapters/channels/unionpay/keys.hpp"

namespace sluice {

class unionpay_dialect final : public dialect, private key_fetching {
 public:
  [[nodiscard]] static made_dialect make(dialect_account account);

  unionpay_dialect(dialect_account account, unionpay::keys with);

  [[nodiscard]] assembled assemble(const channel_call& call, const moment& at) const override;
  [[nodiscard]] channel_answer understand(const channel_call& call, const http_result& result,
                                          instant now) const override;
  [[nodiscard]] heard_notice hear(const http_request& request, instant now) const override;
  [[nodiscard]] http_response acknowledgement() const override;
  [[nodiscard]] const key_fetching* fetches_keys() const noexcept override;
  [[nodiscard]] std::vector<certificate_end> certificates() const override;

  [[nodiscard]] std::optional<http_request> assemble_bill(bill_day day, bill_kind kind,
                                                          const moment& at) const override;
  /// Files have a host of their own.
  [[nodiscard]] std::string bill_base_url(std::string_view base_url) const override;
  [[nodiscard]] heard_bill understand_bill(bill_day day, const http_result& result,
                                           const moment& at) const override;

 private:
  [[nodiscard]] std::optional<millis> fetched_every(instant now) const override;
  [[nodiscard]] std::optional<http_request> key_request(std::string_view named,
                                                        const moment& at) const override;
  [[nodiscard]] fetched_keys keys_from(std::string_view named, const http_result& answer,
                                       instant now) const override;
  [[nodiscard]] std::string unknown_key_of(const http_response& answer, instant now) const override;
  [[nodiscard]] std::string unknown_key_of(const http_request& notification,
                                           instant now) const override;

  dialect_account account_;
  unionpay::keys keys_;
};

}  // namespace sluice

#pragma once
/// WeChat Pay V3: JSON, amounts in fen, every call signed with the merchant's key, every answer and
/// notification with WeChat Pay's. Payment codes, and what the payer pays elsewhere: a code to scan
/// (native), a page within WeChat (JSAPI), an app, a page of the phone's browser (H5). Source:
/// pay.weixin.qq.com/doc/v3/merchant.
///
/// Where certificates prove what WeChat Pay says, they are fetched: exchanged every few years, with
/// little notice.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/channels/dialect.hpp"
#include "adapters/channels/dialects.hpp"
#include "adapters/channels/key_fetching.hpp"
#include "adapters/channels/wechat_v3/account.hpp"

namespace sluice {

class wechat_v3_dialect final : public dialect, private key_fetching {
 public:
  /// Keys: wechat_v3::key_needs.
  [[nodiscard]] static made_dialect make(dialect_account given);

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
  using shared_account = std::shared_ptr<const wechat_v3::account>;
  wechat_v3_dialect(shared_account us, wechat_v3::their_keys theirs)
      : us_(std::move(us)), theirs_(std::move(theirs)) {}

  [[nodiscard]] std::optional<millis> fetched_every(instant now) const override;
  [[nodiscard]] std::optional<http_request> key_request(std::string_view named,
                                                        const moment& at) const override;
  [[nodiscard]] fetched_keys keys_from(std::string_view named, const http_result& answer,
                                       instant now) const override;
  [[nodiscard]] std::string unknown_key_of(const http_response& answer, instant now) const override;
  [[nodiscard]] std::string unknown_key_of(const http_request& notification,
                                           instant now) const override;
  [[nodiscard]] std::optional<http_request> sent_on(const channel_call& call,
                                                    const moment& at) const;
  /// As a code. Nothing: it is WeChat Pay's.
  [[nodiscard]] std::optional<std::string> why_not_proven(const http_response& said,
                                                          instant now) const;
  [[nodiscard]] std::string unknown_key_in(const http_headers& headers, instant now) const;

  shared_account us_;
  wechat_v3::their_keys theirs_;
};

}  // namespace sluice

#pragma once
/// How the simulated Alipay reads biz_content and writes its answers. Private to the alipay face.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "sim/providers/face.hpp"
#include "sim/providers/provider.hpp"

namespace sluice::sim::alipay {

using json = nlohmann::ordered_json;

/// One call after its common parameters were checked.
struct call {
  std::string method{};
  std::string app_id{};
  std::string notify_url{};
  std::string timestamp{};  ///< as the merchant says it, in Beijing
  bool by_certificate = false;  ///< certificate mode: answered with alipay_cert_sn
  int turn = 0;                 ///< whose key signs the answer (key_turn.hpp)
  json content{};  ///< biz_content, an object
  std::string host{"dwbillcenter.alipay.com"};  ///< where links to files lead
};

/// Empty when missing or no text.
[[nodiscard]] std::string text(const call& c, const char* name);
/// The amount is decimal text, or a number in a request of a careless SDK; the currency is CNY
/// unless `currency_name` says otherwise.
[[nodiscard]] std::optional<money> amount(const call& c, const char* name,
                                          const char* currency_name = "trans_currency");
/// The channel's number wins over the merchant's.
[[nodiscard]] std::string trade_key(const provider& behind, const call& c);

[[nodiscard]] json success(const std::string& code = "10000", const std::string& msg = "Success");
/// 40004 Business Failed.
[[nodiscard]] json failure(const std::string& sub_code, const std::string& sub_msg);
[[nodiscard]] json invalid_parameter();

/// "alipay_trade_pay_response".
[[nodiscard]] std::string node_of(const std::string& method);
/// The number of a certificate of simulated_keys.hpp.
[[nodiscard]] std::string certificate_sn(std::string_view key_name);
/// The number of Alipay's own of a turn.
[[nodiscard]] std::string own_certificate_sn(int turn);

/// {"alipay_trade_pay_response": {...}, "sign": "…"}: signed over the node as it is written, with
/// slashes escaped as the real one has them.
[[nodiscard]] face_answer wrap(const call& c, const json& node, delivery how = delivery::plain,
                               millis after = millis{0});

/// How a payment was made up, as the channel tells it: receipt_amount, fund_bill_list and so on.
/// Nothing was paid: zeros.
void add_parts(json& node, const trade& t);

}  // namespace sluice::sim::alipay

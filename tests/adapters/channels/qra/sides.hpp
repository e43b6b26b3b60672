#pragma once
/// A QRA gateway's side, with the merchant's key.

#include <memory>
#include <string>

#include "adapters/channels/qra/dialect.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/catch.hpp"

namespace sluice::test::qra_side {

inline dialect_account account() {
  return {.merchant_id = "QRA29045311KKR1",
          .keys = {{"api_key", secret("979da4cfccbae7923641daa5dd7047c2")},
                   {"terminal_info", secret(R"({"device_type":"07","terminal_id":"123"})")}},
          .notify_url = "https://shop.example/notify/qra"};
}

inline qra::account read_account() { return std::get<qra::account>(qra::read_account(account())); }

inline const dialect& speaks() {
  static const auto one = std::get<std::unique_ptr<dialect>>(qra_dialect::make(account()));
  return *one;
}

/// What the gateway says, signed as it signs; what is empty it leaves out.
inline std::string vouched(const qra::request_fields& fields) {
  qra::request_fields all{
      {"charset", "UTF-8"},          {"sign_type", "MD5"},   {"status", "0"},
      {"mch_id", "QRA29045311KKR1"}, {"nonce_str", "n0nce"}, {"version", "2.0"}};
  for (const auto& [name, value] : fields) {
    std::erase_if(all, [&](const auto& one) { return one.first == name; });
    all.emplace_back(name, value);
  }
  return qra::signed_body(all, read_account());
}

inline channel_answer heard(const channel_call& call, const std::string& body) {
  return speaks().understand(call, answered(body), instant{});
}

/// The trade of call_of(): 12.50 yuan under K1.
inline qra::request_fields trade(const std::string& state) {
  return {{"result_code", "0"},
          {"out_trade_no", "K1"},
          {"trade_state", state},
          {"transaction_id", "955160001"},
          {"out_transaction_id", "4200001"},
          {"total_fee", "1250"},
          {"fee_type", "CNY"},
          {"coupon_fee", "50"},
          {"bank_type", "CMB_CREDIT"},
          {"time_end", "20180608103456"}};
}

inline qra::request_fields with(qra::request_fields fields, std::string_view name,
                                const std::string& value) {
  std::erase_if(fields, [&](const auto& one) { return one.first == name; });
  fields.emplace_back(name, value);
  return fields;
}

inline qra::request_fields refusal(const std::string& code, const std::string& need_query) {
  return {{"result_code", "1"}, {"err_code", code}, {"need_query", need_query}};
}

}  // namespace sluice::test::qra_side

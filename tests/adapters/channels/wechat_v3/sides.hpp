#pragma once
/// Both sides of WeChat Pay V3, with keys made for the test: no key of anybody's lies in the tree.

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "adapters/channels/wechat_v3/dialect.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/wechatpay_text.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/signing/made_certificates.hpp"

namespace sluice::test::v3 {

struct key_pair {
  std::string private_text, public_text;
  signing::private_key signs;

  [[nodiscard]] static key_pair made() {
    const auto key = made_rsa();
    const auto text = private_pem(key.get());
    return {text, public_pem(key.get()), used(signing::private_key_in(secret(text)))};
  }
};

/// Made once a process: it takes a while.
inline const key_pair& merchant() {
  static const auto pair = key_pair::made();
  return pair;
}
inline const key_pair& wechat_pay() {
  static const auto pair = key_pair::made();
  return pair;
}

inline const std::string key_id = "PUB_KEY_ID_0116000000002026";
inline const std::string seal = "5YI2YwEdV56hCsNEoOGEeL17vRFcz3i6";  // of the published sample
inline const std::string answer_nonce = "593BEC0C930BF1AFEB40B4A08C8FB242";

inline dialect_account account() {
  return {.app_id = "wxd678efh567hg6787",
          .merchant_id = "1230000109",
          .keys = {{"merchant_key", secret(merchant().private_text)},
                   {"merchant_serial", secret("25f8AA54")},
                   {"api_v3_key", secret(seal)},
                   {"public_key", secret(wechat_pay().public_text)},
                   {"public_key_id", secret(key_id)}},
          .notify_url = "https://www.weixin.qq.com/wxpay/pay.php"};
}

inline std::unique_ptr<dialect> made(dialect_account given) {
  auto made = wechat_v3_dialect::make(std::move(given));
  if (const auto* no = std::get_if<key_fault>(&made)) FAIL(no->key << ": " << no->why);
  return std::get<std::unique_ptr<dialect>>(std::move(made));
}
inline const dialect& speaks() {
  static const auto one = made(account());
  return *one;
}

inline std::string seconds_of(instant at) {
  return std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count());
}

/// The headers by which WeChat Pay vouches for a body.
inline http_headers vouching(const std::string& body, instant at = made_at) {
  const auto text = signing::wechatpay_answer_text(seconds_of(at), answer_nonce, body);
  return {{"Wechatpay-Serial", key_id},
          {"Wechatpay-Timestamp", seconds_of(at)},
          {"Wechatpay-Nonce", answer_nonce},
          {"Wechatpay-Signature",
           signing::rsa_sign(wechat_pay().signs, signing::rsa_hash::sha256, text)}};
}

inline http_result vouched(const std::string& body, int status = 200) {
  return {.kind = http_result::outcome::answered,
          .response = {.status = status, .headers = vouching(body), .body = body}};
}

inline channel_answer heard(const channel_call& call, const std::string& body, int status = 200) {
  return speaks().understand(call, vouched(body, status), made_at);
}
inline channel_answer heard(const channel_call& call, const nlohmann::json& body,
                            int status = 200) {
  return heard(call, body.dump(), status);
}
inline channel_answer refused(const channel_call& call, int status, const std::string& code) {
  return heard(call, nlohmann::json{{"code", code}, {"message", "m"}}, status);
}

inline http_request sent(const channel_call& call, std::uint64_t chance = 1,
                         instant now = made_at) {
  auto out = speaks().assemble(call, {.now = now, .chance = chance});
  REQUIRE(std::holds_alternative<http_request>(out));
  return std::get<http_request>(std::move(out));
}

/// The trade of call_of(): 12.50 yuan under K1.
inline nlohmann::json trade(const std::string& state, const std::string& type = "MICROPAY") {
  return {{"appid", "wxd678efh567hg6787"},
          {"mchid", "1230000109"},
          {"out_trade_no", "K1"},
          {"transaction_id", "4200001"},
          {"trade_type", type},
          {"trade_state", state},
          {"bank_type", "CMB_CREDIT"},
          {"success_time", "2018-06-08T10:34:56+08:00"},
          {"amount", {{"total", 1250}, {"payer_total", 1200}, {"currency", "CNY"}}}};
}

inline nlohmann::json refund(const std::string& status) {
  return {{"refund_id", "5030001"},
          {"out_refund_no", "RK1"},
          {"out_trade_no", "K1"},
          {"channel", "ORIGINAL"},
          {"success_time", "2018-06-08T10:34:56+08:00"},
          {"status", status},
          {"amount",
           {{"total", 1250},
            {"refund", 300},
            {"settlement_refund", 290},
            {"discount_refund", 10},
            {"currency", "CNY"}}}};
}

}  // namespace sluice::test::v3

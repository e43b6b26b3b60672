#include "adapters/channels/wechat_v3/payer.hpp"

#include <algorithm>
#include <string>

#include "adapters/channels/wechat_v3/fields.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/wechatpay_text.hpp"

namespace sluice::wechat_v3 {
namespace {

constexpr std::size_t longest_address = 512;
constexpr std::size_t longest_nonce = 32;

/// An address is handed to the payer as it is: only what can stand in one.
bool is_address(std::string_view text, std::string_view begins_with) noexcept {
  return text.size() <= longest_address && text.starts_with(begins_with) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return c > ' ' && c <= '~' && c != '"' && c != '<' && c != '>' && c != '\\';
         });
}

std::optional<payer_action> address_in(const nlohmann::json& answer, std::string_view name,
                                       std::string_view begins_with, payer_action_kind kind) {
  const auto text = text_in(answer, name).as_received();
  if (!is_address(text, begins_with)) return std::nullopt;
  return payer_action{kind, std::string(text)};
}

/// What the payer's WeChat checks, with the time and the text that it wants.
struct second_signature {
  std::string timestamp, nonce, text;

  second_signature(const account& us, instant now, std::string_view given_nonce,
                   std::string_view prepay)
      : timestamp(std::to_string(
            std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count())),
        nonce(foreign_text(given_nonce.substr(0, longest_nonce)).word()),
        text(signing::rsa_sign(
            us.ours, signing::rsa_hash::sha256,
            signing::wechatpay_payer_text(us.app_id, timestamp, nonce, prepay))) {}
};

payer_action for_page(const std::string& prepay_id, const account& us, instant now,
                      std::string_view nonce) {
  const auto package = "prepay_id=" + prepay_id;
  const second_signature by_us(us, now, nonce, package);
  const nlohmann::ordered_json fields{
      {"appId", us.app_id},      {"timeStamp", by_us.timestamp},
      {"nonceStr", by_us.nonce}, {"package", package},
      {"signType", "RSA"},       {"paySign", by_us.text}};
  return {payer_action_kind::call_app, fields.dump()};
}

payer_action for_app(const std::string& prepay_id, const account& us, instant now,
                     std::string_view nonce) {
  const second_signature by_us(us, now, nonce, prepay_id);
  const nlohmann::ordered_json fields{
      {"appid", us.app_id},      {"partnerid", us.merchant_id}, {"prepayid", prepay_id},
      {"package", "Sign=WXPay"}, {"noncestr", by_us.nonce},     {"timestamp", by_us.timestamp},
      {"sign", by_us.text}};
  return {payer_action_kind::call_app, fields.dump()};
}

}  // namespace

std::optional<payer_action> action_of(business_type type, const nlohmann::json& answer,
                                      const account& us, instant now, std::string_view nonce) {
  if (type == business_type::native_qr)
    return address_in(answer, "code_url", "weixin://", payer_action_kind::show_code);
  if (type == business_type::h5)
    return address_in(answer, "h5_url", "https://", payer_action_kind::open_page);
  const auto id = text_in(answer, "prepay_id");
  if (id.empty() || !id.is_word()) return std::nullopt;
  return type == business_type::app ? for_app(id.word(), us, now, nonce)
                                    : for_page(id.word(), us, now, nonce);
}

}  // namespace sluice::wechat_v3

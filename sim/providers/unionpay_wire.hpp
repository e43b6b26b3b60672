#pragma once
/// How the simulated UnionPay checks requests and signs answers. Private to its face.

#include <optional>
#include <string>

#include "domain/card_to_open.hpp"
#include "sim/providers/face.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim::unionpay {

/// Version, signMethod, certId and signature are right.
[[nodiscard]] bool is_rightly_signed(const form& fields);

/// The card number of a back transaction can be read, or none is there.
[[nodiscard]] bool has_readable_card(const form& fields);
/// The card that is to be opened, and the code that its payer was sent, if there is one.
struct opened_card {
  card_to_open card;
  std::string code;
};
/// Nothing: something that his bank wants to know is missing, or not for us.
[[nodiscard]] std::optional<opened_card> card_in(const form& request);

/// 8 to 40 letters and digits.
[[nodiscard]] bool is_order_number(const std::string& number);
/// "{smsCode=111111}" in base64. Empty: there is none.
[[nodiscard]] std::string code_in(const form& request);

/// Adds signMethod, signPubKeyCert and signature.
[[nodiscard]] form signed_fields(form fields);

/// k=v&k=v, not URL-encoded: certificate and signature last.
[[nodiscard]] std::string plain_text(const form& fields);

/// A word of the channel for an outcome.
struct response {
  const char* code;
  const char* message;
};
inline constexpr response success{"00", "成功[0000000]"};
inline constexpr response failed{"01", "交易失败[2010001]"};
inline constexpr response accepted{"05", "交易已受理，请稍后查询交易结果[2000005]"};
inline constexpr response unclear{"04", "交易状态未明，请查询对账结果[2000004]"};
inline constexpr response malformed{"10", "报文格式错误[2610010]"};
inline constexpr response not_signed{"11", "验证签名失败[9100004]"};
inline constexpr response repeated{"12", "重复交易[2040004]"};
inline constexpr response wrong_code{"71", "短信验证码错误[2030071]"};
inline constexpr response no_token{"89", "token或TR无效[2030089]"};
inline constexpr response not_found{"34", "查无此交易[2600000]"};

/// What an answer repeats of its request, and the outcome; signed.
[[nodiscard]] face_answer answer_to(const form& request, const response& what, form more = {},
                                    delivery how = delivery::plain, millis after = millis{0});

/// No signature: who asked cannot be told apart from anybody.
[[nodiscard]] face_answer refusal(const response& what);

}  // namespace sluice::sim::unionpay

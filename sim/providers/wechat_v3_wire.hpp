#pragma once
/// How the simulated WeChat Pay V3 checks requests, signs answers and seals notifications. Private
/// to its face.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/secret.hpp"
#include "sim/providers/face.hpp"
#include "sim/providers/provider.hpp"

namespace sluice::sim::wechat_v3 {

using json = nlohmann::ordered_json;

/// With what an answer or a notification is signed: the public key, or the certificate of a turn.
struct signer {
  bool by_certificate = false;
  int turn = 0;
};

/// A call whose signature was right.
struct call {
  std::string path{};        ///< without the query, still escaped
  std::string query{};
  std::string merchant_id{};  ///< who signed
  std::string nonce{};
  std::string serial{};  ///< of the key that secrets in it are encrypted with
  json content{};  ///< the body: an object; an empty one with GET
  instant at{};
  signer by{};  ///< signs the answer
};

/// The parts of the header Authorization; empty where it has none.
struct authorization {
  std::string merchant_id{}, nonce{}, timestamp{}, serial{}, signature{};
};
[[nodiscard]] authorization authorization_in(const std::string& header);
[[nodiscard]] bool is_rightly_signed(const face_request& request, const authorization& by,
                                     instant now);

/// Texts and whole numbers within objects, by names joined with '/': "amount/total".
[[nodiscard]] std::string text(const json& in, const std::string& path);
[[nodiscard]] std::optional<std::int64_t> number(const json& in, const std::string& path);

/// Wechatpay-Serial, -Timestamp, -Nonce and -Signature over these bytes.
[[nodiscard]] face_headers signed_headers(const std::string& body, const std::string& nonce,
                                          instant at, const signer& by = {});
/// The certificates that count now, as GET /v3/certificates hands them out. With an exchange there
/// are two.
[[nodiscard]] json certificate_list(const call& c, bool is_exchanged);

/// What was encrypted with the key of that serial. Empty: with another, or not for us.
[[nodiscard]] secret opened(const std::string& encrypted, const std::string& serial);

/// {"original_type", "algorithm", "ciphertext", "associated_data", "nonce"}
[[nodiscard]] json sealed_resource(const std::string& original_type, const json& plain,
                                   const std::string& seed);

[[nodiscard]] face_answer done(const call& c, const json& content, delivery how = delivery::plain,
                               millis after = millis{0});
/// Status 204.
[[nodiscard]] face_answer done_silently(const call& c);

/// What was refused, and the number at the end of Request-ID that says more than the code.
struct refusal {
  int status = 400;
  const char* code = "";
  const char* message = "";
  const char* inner = "0";
};
[[nodiscard]] face_answer refused(const call& c, const refusal& why, delivery how = delivery::plain,
                                  millis after = millis{0});

inline constexpr refusal parameter_error{400, "PARAM_ERROR", "参数错误"};
inline constexpr refusal no_such_order{404, "ORDER_NOT_EXIST", "订单不存在", "268512771"};

}  // namespace sluice::sim::wechat_v3

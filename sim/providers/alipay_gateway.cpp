#include "sim/providers/alipay_gateway.hpp"

#include <array>
#include <vector>

#include "adapters/signing/alipay_sn.hpp"
#include "adapters/signing/sorted_pairs.hpp"
#include "base/base64.hpp"
#include "sim/providers/key_turn.hpp"
#include "sim/providers/signatures.hpp"
#include "sim/providers/simulated_keys.hpp"

namespace sluice::sim::alipay {
namespace {

face_answer refuse(const std::string& node_name, const std::string& code,
                   const std::string& sub_code, const std::string& sub_msg) {
  const auto* msg = code == "40001" ? "Missing Required Arguments" : "Invalid Arguments";
  const json node{{"code", code}, {"msg", msg}, {"sub_code", sub_code}, {"sub_msg", sub_msg}};
  const json whole{{node_name, node}, {"sign", ""}};
  // The node's name comes out of a request that nobody has checked.
  return {.status = 200,
          .content_type = "application/json; charset=utf-8",
          .body = whole.dump(-1, ' ', false, json::error_handler_t::replace)};
}

struct required {
  const char* name;
  const char* sub_code;
};
constexpr std::array<required, 6> common_parameters{{
    {"app_id", "isv.missing-app-id"},
    {"sign_type", "isv.missing-signature-type"},
    {"sign", "isv.missing-signature"},
    {"charset", "isv.missing-charset"},
    {"timestamp", "isv.missing-timestamp"},
    {"version", "isv.missing-version"},
}};

std::string root_sn_of(std::string_view key_name) {
  const auto pem = simulated_key(key_name).value_or("");
  return signing::alipay_root_sn(
      std::get<std::vector<signing::certificate>>(signing::certificate::all_in(pem)));
}

/// Who sends one number of certificate mode must send the other, and both must be right.
bool has_right_numbers(const form& fields) {
  static const auto own = certificate_sn("alipay_app_certificate");
  static const auto root = root_sn_of("alipay_root_certificate");
  static const auto both_roots = root_sn_of("alipay_root_certificates");
  const auto app_sn = field(fields, "app_cert_sn");
  const auto root_sn = field(fields, "alipay_root_cert_sn");
  return (app_sn.empty() && root_sn.empty()) ||
         (app_sn == own && (root_sn == root || root_sn == both_roots));
}

}  // namespace

std::string certificate_sn(std::string_view key_name) {
  const auto pem = simulated_key(key_name).value_or("");
  return signing::alipay_sn(std::get<signing::certificate>(signing::certificate::first_in(pem)));
}

std::string own_certificate_sn(int turn) {
  return signing::alipay_sn(
      std::get<signing::certificate>(signing::certificate::first_in(alipay_certificate(turn))));
}

face_answer certificate_download(provider&, const call& c, instant) {
  const auto wanted = text(c, "alipay_cert_sn");
  for (int turn = 0; turn < keys_in_turn; ++turn)
    if (own_certificate_sn(turn) == wanted) {
      auto node = success();
      node["alipay_cert_content"] = base64(alipay_certificate(turn));
      return wrap(c, node);
    }
  return wrap(c, failure("isv.alipay-cert-not-exist", "支付宝公钥证书不存在"));
}

std::variant<call, face_answer> admit(const form& fields) {
  const auto method = field(fields, "method");
  if (method.empty())
    return refuse("error_response", "40001", "isv.missing-method", "缺少方法名参数");
  const auto node = node_of(method);
  for (const auto& [name, sub_code] : common_parameters)
    if (field(fields, name).empty())
      return refuse(node, "40001", sub_code, std::string{"缺少参数 "} + name);
  if (field(fields, "sign_type") != "RSA2")
    return refuse(node, "40002", "isv.invalid-signature-type", "无效的签名类型");
  const auto text = signing::sorted_pairs(fields, signing::unsigned_in_alipay_request);
  if (!is_signed_by_merchant(field(fields, "sign"), text))
    return refuse(node, "40002", "isv.invalid-signature", "验签出错");
  if (!has_right_numbers(fields))
    return refuse(node, "40002", "isv.invalid-app-cert-sn", "证书序列号有误");
  const auto content = json::parse(field(fields, "biz_content"), nullptr, false);
  if (!content.is_object()) return refuse(node, "40002", "isv.invalid-parameter", "参数无效");
  return call{.method = method,
              .app_id = field(fields, "app_id"),
              .notify_url = field(fields, "notify_url"),
              .timestamp = field(fields, "timestamp"),
              .by_certificate = !field(fields, "app_cert_sn").empty(),
              .content = content};
}

face_answer unknown_method() {
  return refuse("error_response", "40002", "isv.invalid-method", "不存在的方法名");
}

}  // namespace sluice::sim::alipay

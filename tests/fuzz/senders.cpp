#include "tests/fuzz/senders.hpp"

#include <nlohmann/json.hpp>
#include <variant>

#include "adapters/channels/form.hpp"
#include "adapters/channels/strict_json.hpp"
#include "adapters/channels/unionpay/fields.hpp"
#include "base/invariant.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "sim/providers/unionpay_wire.hpp"
#include "sim/providers/wechat_v3_wire.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"

namespace sluice::fuzz {
namespace {

http_headers headers_of(const sim::face_headers& all) {
  http_headers out;
  for (const auto& [name, value] : all) out.add(name, value);
  return out;
}

http_headers wechat_headers(const std::string& body) {
  return headers_of(sim::wechat_v3::signed_headers(body, "nonce", sent_at));
}

sim::form signed_by_unionpay(const form_fields& fields) {
  return sim::unionpay::signed_fields({fields.begin(), fields.end()});
}

std::string signed_by_qra(const std::string& body) {
  return test::signed_xml(body, std::string(sim::simulated_key("qra_api_key").value()));
}

std::string answer_of_unionpay(const std::string& body) {
  const auto read = unionpay::read_fields(body);
  const auto* fields = std::get_if<form_fields>(&read);
  if (fields == nullptr || fields->empty()) return body;
  return sim::unionpay::plain_text(signed_by_unionpay(*fields));
}

std::string notice_of_unionpay(const std::string& body) {
  const auto read = form_decode(body);
  const auto* fields = std::get_if<form_fields>(&read);
  return fields == nullptr ? body : sim::write_form(signed_by_unionpay(*fields));
}

std::string notice_of_alipay(const std::string& body) {
  const auto read = form_decode(body);
  const auto* fields = std::get_if<form_fields>(&read);
  if (fields == nullptr) return body;
  return test::signed_form({fields->begin(), fields->end()});
}

/// A payment's, or a refund's where a refund's number is in it.
http_request notice_of_wechat(const std::string& text) {
  // What is too deep for the reader would be too deep for the library's writer.
  if (!std::holds_alternative<nlohmann::json>(read_json(text)))
    return test::posted("/notify", text);
  const auto plain = sim::wechat_v3::json::parse(text);
  const bool is_refund = plain.is_object() && plain.contains("out_refund_no");
  const sim::wechat_v3::json whole{
      {"id", "1"},
      {"event_type", is_refund ? "REFUND.SUCCESS" : "TRANSACTION.SUCCESS"},
      {"resource", sim::wechat_v3::sealed_resource("transaction", plain, "seed")}};
  auto out = test::posted("/notify", whole.dump());
  out.headers = wechat_headers(out.body);
  return out;
}

}  // namespace

http_result proven_answer(std::string_view dialect_name, const std::string& body, int status) {
  if (dialect_name == "wechat_v2") return test::answered(test::signed_xml(body), status);
  if (dialect_name == "qra") return test::answered(signed_by_qra(body), status);
  if (dialect_name == "unionpay") return test::answered(answer_of_unionpay(body), status);
  if (dialect_name == "alipay") return test::answered(test::signed_json(body), status);
  SLUICE_INVARIANT(dialect_name == "wechat_v3");
  auto out = test::answered(body, status);
  if (body.empty() || body.starts_with('{')) out.response.headers = wechat_headers(body);
  return out;
}

http_request proven_notice(std::string_view dialect_name, const std::string& body) {
  if (dialect_name == "wechat_v3") return notice_of_wechat(body);
  if (dialect_name == "qra") return test::posted("/notify", signed_by_qra(body));
  if (dialect_name == "unionpay") return test::posted("/notify", notice_of_unionpay(body));
  if (dialect_name == "alipay") return test::posted("/notify", notice_of_alipay(body));
  return test::posted("/notify", body);  // WeChat Pay V2 tells nothing unasked
}

}  // namespace sluice::fuzz

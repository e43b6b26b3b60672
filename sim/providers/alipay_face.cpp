#include "sim/providers/alipay_face.hpp"

#include <array>

#include "sim/providers/alipay_json.hpp"
#include "sim/providers/alipay_pages.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim {
namespace {

using namespace alipay;

struct route {
  std::string_view method;
  face_answer (*serve)(provider&, const call&, instant);
};
constexpr std::array<route, 9> routes{{
    {"alipay.trade.pay", pay},
    {"alipay.trade.create", create},
    {"alipay.trade.query", query},
    {"alipay.trade.cancel", cancel},
    {"alipay.trade.close", close},
    {"alipay.trade.refund", give_refund},
    {"alipay.trade.fastpay.refund.query", refund_query},
    {"alipay.fund.trans.uni.transfer", transfer},
    {"alipay.fund.trans.common.query", transfer_query},
}};

/// The gateway's own refusals come in a node of their own, instead of the method's.
face_answer gateway_error(const std::string& code, const std::string& msg,
                          const std::string& sub_code) {
  const json node{{"code", code}, {"msg", msg}, {"sub_code", sub_code}, {"sub_msg", msg}};
  const json whole{{"error_response", node}, {"sign", "simulated"}};
  return {.status = 200, .content_type = "application/json; charset=utf-8", .body = whole.dump()};
}

const char* status_word(trade_state claimed) {
  return claimed == trade_state::paid ? "TRADE_SUCCESS" : "TRADE_CLOSED";
}

}  // namespace

bool alipay_face::serves(std::string_view path) noexcept { return path == "/gateway.do"; }

face_answer alipay_face::answer(const std::string& body, instant now) {
  const auto fields = parse_form(body);
  const auto method = field(fields, "method");
  if (method.empty())
    return gateway_error("40001", "Missing Required Arguments", "isv.missing-method");
  if (field(fields, "app_id").empty())
    return gateway_error("40001", "Missing Required Arguments", "isv.missing-app-id");
  const auto content = json::parse(field(fields, "biz_content"), nullptr, false);
  if (!content.is_object())
    return gateway_error("40002", "Invalid Arguments", "isv.invalid-parameter");
  const call c{.method = method,
               .app_id = field(fields, "app_id"),
               .notify_url = field(fields, "notify_url"),
               .content = content};
  for (const auto& r : routes)
    if (r.method == method) return r.serve(behind_, c, now);
  return gateway_error("40002", "Invalid Arguments", "isv.invalid-method");
}

std::string alipay_face::notification(const notice& n, instant now) {
  const auto& t = n.about;
  const auto when = beijing_time(t.changed);
  form fields{
      {"notify_time", beijing_time(now)},
      {"notify_type", "trade_status_sync"},
      {"notify_id", "sim" + std::to_string(n.id)},
      {"app_id", t.app_id},
      {"charset", "utf-8"},
      {"version", "1.0"},
      {"sign_type", "RSA2"},
      {"sign", "simulated"},
      {"out_trade_no", t.key},
      {"trade_no", t.reference},
      {"trade_status", status_word(n.claims)},
      {"total_amount", major_units(t.amount)},
      {"subject", "simulated"},
      {"gmt_create", beijing_time(t.created)}};
  if (n.claims == trade_state::paid) {
    fields["gmt_payment"] = when;
    fields["receipt_amount"] = fields["buyer_pay_amount"] = major_units(t.amount);
  } else {
    fields["gmt_close"] = when;
  }
  return write_form(fields);
}

bool alipay_face::is_acknowledgement(std::string_view answer_body) noexcept {
  return answer_body == "success";
}

}  // namespace sluice::sim

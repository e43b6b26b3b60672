#include "sim/providers/alipay_face.hpp"

#include <array>

#include "adapters/signing/sorted_pairs.hpp"
#include "sim/providers/alipay_gateway.hpp"
#include "sim/providers/alipay_pages.hpp"
#include "sim/providers/signatures.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim {
namespace {

using namespace alipay;

struct route {
  std::string_view method;
  face_answer (*serve)(provider&, const call&, instant);
};
constexpr std::array<route, 13> routes{{
    {"alipay.trade.pay", pay},
    {"alipay.trade.create", create},
    {"alipay.trade.precreate", precreate},
    {"alipay.trade.page.pay", page_pay},
    {"alipay.trade.wap.pay", wap_pay},
    {"alipay.trade.app.pay", app_pay},
    {"alipay.trade.query", query},
    {"alipay.trade.cancel", cancel},
    {"alipay.trade.close", close},
    {"alipay.trade.refund", give_refund},
    {"alipay.trade.fastpay.refund.query", refund_query},
    {"alipay.fund.trans.uni.transfer", transfer},
    {"alipay.fund.trans.common.query", transfer_query},
}};

const char* status_word(trade_state claimed) {
  return claimed == trade_state::paid ? "TRADE_SUCCESS" : "TRADE_CLOSED";
}

/// As in answers, but for the names within fund_bill_list, which the real one writes differently
/// here.
void add_parts(form& fields, const trade& t) {
  json parts;
  alipay::add_parts(parts, t);
  for (const auto& [name, value] : parts.items())
    if (value.is_string()) fields[name] = value.get<std::string>();
  auto bills = json::array();
  for (const auto& one : parts.value("fund_bill_list", json::array()))
    bills.push_back({{"amount", one.at("amount")}, {"fundChannel", one.at("fund_channel")}});
  fields["fund_bill_list"] = bills.dump();
}

}  // namespace

bool alipay_face::serves(std::string_view path) noexcept { return path == "/gateway.do"; }

face_answer alipay_face::answer(const std::string& body, instant now) {
  const auto admitted = admit(parse_form(body));
  if (const auto* refused = std::get_if<face_answer>(&admitted)) return *refused;
  const auto& c = std::get<call>(admitted);
  for (const auto& r : routes)
    if (r.method == c.method) return r.serve(behind_, c, now);
  return unknown_method();
}

std::string alipay_face::notification(const notice& n, instant now) {
  const auto& t = n.about;
  const auto when = beijing_time(t.changed);
  form fields{
      {"notify_time", beijing_time(now)},
      {"notify_type", "trade_status_sync"},
      {"notify_id", "sim" + std::to_string(n.id)},
      {"app_id", t.app_id},
      {"auth_app_id", t.app_id},
      {"charset", "utf-8"},
      {"version", "1.0"},
      {"sign_type", "RSA2"},
      {"out_trade_no", t.key},
      {"trade_no", t.reference},
      {"trade_status", status_word(n.claims)},
      {"total_amount", major_units(t.amount)},
      {"subject", "simulated + 模拟"},
      {"seller_id", seller_id},
      {"buyer_id", buyer_id},
      {"buyer_logon_id", buyer_logon_id},
      {"gmt_create", beijing_time(t.created)}};
  if (n.claims == trade_state::paid) {
    fields["gmt_payment"] = when;
    add_parts(fields, t);
  } else {
    fields["gmt_close"] = when;
  }
  const auto text = signing::sorted_pairs(fields, signing::unsigned_in_alipay_notification);
  fields["sign"] = signed_by_provider(text);
  return write_form(fields);
}

bool alipay_face::is_acknowledgement(std::string_view answer_body) noexcept {
  return answer_body == "success";
}

}  // namespace sluice::sim

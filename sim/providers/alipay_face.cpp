#include "sim/providers/alipay_face.hpp"

#include <algorithm>
#include <array>

#include "adapters/signing/sorted_pairs.hpp"
#include "sim/providers/alipay_gateway.hpp"
#include "sim/providers/alipay_pages.hpp"
#include "sim/providers/key_turn.hpp"
#include "sim/providers/signatures.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim {
namespace {

using namespace alipay;

struct route {
  std::string_view method;
  face_answer (*serve)(provider&, const call&, instant);
  bool is_page = false;  ///< people see it
};
constexpr std::array<route, 23> routes{{
    {"alipay.trade.pay", pay},
    {"alipay.trade.create", create},
    {"alipay.trade.precreate", precreate},
    {"alipay.trade.page.pay", page_pay, true},
    {"alipay.trade.wap.pay", wap_pay, true},
    {"alipay.trade.app.pay", app_pay},
    {"alipay.trade.query", query},
    {"alipay.trade.cancel", cancel},
    {"alipay.trade.close", close},
    {"alipay.trade.refund", give_refund},
    {"alipay.trade.fastpay.refund.query", refund_query},
    {"alipay.fund.auth.order.voucher.create", voucher_create},
    {"alipay.fund.auth.operation.detail.query", hold_query},
    {"alipay.fund.auth.operation.cancel", hold_cancel},
    {"alipay.fund.auth.order.unfreeze", unfreeze},
    {"alipay.fund.trans.uni.transfer", transfer},
    {"alipay.fund.trans.common.query", transfer_query},
    {"alipay.user.agreement.page.sign", page_sign, true},
    {"alipay.user.agreement.query", agreement_query},
    {"alipay.user.agreement.unsign", unsign},
    {"alipay.data.dataservice.bill.downloadurl.query", alipay::bill_link},
    {"alipay.data.bill.balance.query", balance_query},
    {"alipay.open.app.alipaycert.download", certificate_download},
}};

/// Null: there is no such method.
const route* route_of(std::string_view method) noexcept {
  const auto* at = std::ranges::find(routes, method, &route::method);
  return at == routes.end() ? nullptr : at;
}

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

form news_of(const notice& n) {
  if (is_hold(n.about)) return news_of_hold(n);
  const auto& t = n.about;
  const auto when = beijing_time(t.changed);
  form fields{
      {"notify_type", "trade_status_sync"},
      {"app_id", t.app_id},
      {"auth_app_id", t.app_id},
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
  return fields;
}

}  // namespace

bool alipay_face::serves(std::string_view path) noexcept { return path == "/gateway.do"; }

face_answer alipay_face::answer(const std::string& body, instant now, const std::string& host) {
  const auto fields = parse_form(body);
  const auto* asked = route_of(field(fields, "method"));
  auto admitted = admit(fields);
  if (const auto* refused = std::get_if<face_answer>(&admitted))
    return asked != nullptr && asked->is_page ? shown_page(refused->body) : *refused;
  if (asked == nullptr) return unknown_method();
  auto& c = std::get<call>(admitted);
  if (!host.empty()) c.host = host;
  // Who goes by the public key alone would never hear of another.
  if (c.by_certificate) {
    by_certificates_.insert(c.app_id);
    c.turn = turn_at(now, exchanges_keys_);
  }
  return asked->serve(behind_, c, now);
}

bool alipay_face::has_files(std::string_view path) noexcept { return path == bill_files; }

face_answer alipay_face::file(std::string_view query, instant now) const {
  return bill_behind_link(behind_, query, now);
}

std::optional<int> alipay_face::turn_for(const notice& n, instant now) const {
  const auto& app = n.of_agreement ? n.of_agreement->app_id : n.about.app_id;
  if (exchanges_keys_ == millis{0} || !by_certificates_.contains(app)) return std::nullopt;
  return turn_at(now, exchanges_keys_);
}

std::string alipay_face::notification(const notice& n, instant now, std::optional<int> turn) {
  auto fields = n.of_agreement ? news_of(*n.of_agreement) : news_of(n);
  fields["notify_time"] = beijing_time(now);
  fields["notify_id"] = "sim" + std::to_string(n.id);
  fields["charset"] = "utf-8";
  fields["version"] = "1.0";
  fields["sign_type"] = "RSA2";
  if (turn) fields["alipay_cert_sn"] = own_certificate_sn(*turn);
  const auto text = signing::sorted_pairs(fields, signing::unsigned_in_alipay_notification);
  fields["sign"] = signed_by_provider(text, turn.value_or(0));
  return write_form(fields);
}

bool alipay_face::is_acknowledgement(std::string_view answer_body) noexcept {
  return answer_body == "success";
}

}  // namespace sluice::sim

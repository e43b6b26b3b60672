#include "sim/providers/alipay_json.hpp"

#include <algorithm>

#include "sim/providers/coupons.hpp"
#include "sim/providers/signatures.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim::alipay {
namespace {

/// Slashes only stand within texts, so that all of them can be escaped.
std::string written(const json& node) {
  std::string out;
  for (const char c : node.dump(-1, ' ', false, json::error_handler_t::replace)) {
    if (c == '/') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string text(const call& c, const char* name) {
  const auto it = c.content.find(name);
  return it != c.content.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

std::optional<money> amount(const call& c, const char* name, const char* currency_name) {
  const auto it = c.content.find(name);
  if (it == c.content.end()) return std::nullopt;
  const auto unit_name = text(c, currency_name);
  const auto unit = unit_name.empty() ? currency::cny : currency_from_name(unit_name);
  if (!unit) return std::nullopt;
  // dump() of a number is its shortest decimal text: no floating-point arithmetic on money.
  const auto digits = it->is_string() ? it->get<std::string>() : it->dump();
  const auto value = from_major_units(digits, *unit);
  return value && value->minor_units > 0 ? value : std::nullopt;
}

std::string trade_key(const provider& behind, const call& c) {
  const auto number = text(c, "trade_no");
  return number.empty() ? text(c, "out_trade_no") : behind.key_of_reference(number);
}

json success(const std::string& code, const std::string& msg) {
  return {{"code", code}, {"msg", msg}};
}

json failure(const std::string& sub_code, const std::string& sub_msg) {
  return {
      {"code", "40004"}, {"msg", "Business Failed"}, {"sub_code", sub_code}, {"sub_msg", sub_msg}};
}

json invalid_parameter() { return failure("ACQ.INVALID_PARAMETER", "参数无效"); }

std::string node_of(const std::string& method) {
  auto name = method;
  std::replace(name.begin(), name.end(), '.', '_');
  return name + "_response";
}

face_answer wrap(const call& c, const json& node, delivery how, millis after) {
  if (how == delivery::html_page) {
    auto page = html_page();
    page.how = how;
    return page;
  }
  const auto text = written(node);
  const json name = node_of(c.method);
  auto body = '{' + name.dump() + ':' + text;
  if (c.by_certificate) body += R"(,"alipay_cert_sn":")" + own_certificate_sn(c.turn) + '"';
  body += R"(,"sign":")" + signed_by_provider(text, c.turn) + R"("})";
  return {.how = how,
          .after = after,
          .status = 200,
          .content_type = "application/json; charset=utf-8",
          .body = body};
}

void add_parts(json& node, const trade& t) {
  const bool paid = t.state == trade_state::paid;
  const auto parts = paid ? made_up(t.amount) : made_up_of{};
  const auto yuan = [&](std::int64_t minor) { return major_units({minor, t.amount.unit}); };
  node["receipt_amount"] = yuan(parts.settled);
  node["buyer_pay_amount"] = node["invoice_amount"] = yuan(parts.paid);
  node["point_amount"] = yuan(0);
  if (!paid) return;
  const bool merchant_bears_it = parts.settled < t.amount.minor_units;
  node["fund_bill_list"] =
      json::array({{{"amount", yuan(parts.paid)}, {"fund_channel", "ALIPAYACCOUNT"}}});
  if (parts.coupon == 0) return;
  node[merchant_bears_it ? "mdiscount_amount" : "discount_amount"] = yuan(parts.coupon);
  node["fund_bill_list"].push_back(
      {{"amount", yuan(parts.coupon)},
       {"fund_channel", merchant_bears_it ? "MDISCOUNT" : "DISCOUNT"}});
}

}  // namespace sluice::sim::alipay

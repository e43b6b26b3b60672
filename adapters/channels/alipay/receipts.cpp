#include "adapters/channels/alipay/receipts.hpp"

#include <optional>
#include <string>
#include <variant>

#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/decimal_amount.hpp"
#include "adapters/channels/strict_json.hpp"

namespace sluice::alipay {
namespace {

using nlohmann::json;

/// "ALIPAYACCOUNT", "PCREDIT|COUPON". Answers write fund_channel, notifications fundChannel.
std::string channels_in(const json* bills) {
  std::string all;
  if (bills == nullptr || !bills->is_array()) return all;
  for (const auto& bill : *bills) {
    if (!bill.is_object()) continue;
    const reply one(bill);
    const auto name = one.text(one.says("fund_channel") ? "fund_channel" : "fundChannel");
    if (name.empty()) continue;
    if (!all.empty()) all += '|';
    all += name.as_received();
  }
  return foreign_text(all).word();
}

std::optional<money> yuan(foreign_text said, currency unit) {
  return money_from_decimal(said.as_received(), unit);
}

/// Alipay's discount, the merchant's, and points: each is there only where there was one.
template <class Text>
std::optional<money> coupons_in(const Text& text, currency unit) {
  std::optional<money> all;
  for (const auto* name : {"discount_amount", "mdiscount_amount", "point_amount"})
    if (const auto part = yuan(text(name), unit)) all = all ? add(*all, *part) : part;
  return all;
}

template <class Text>
order::receipt trade_receipt(const Text& text, std::string channels, currency unit) {
  const auto paid = text("gmt_payment");
  const auto sent = text("send_pay_date");  // what a query calls it
  return {.at = from_beijing_time((paid.empty() ? sent : paid).as_received()),
          .settled = yuan(text("receipt_amount"), unit),
          .coupons = coupons_in(text, unit),
          .payer_account = std::move(channels)};
}

}  // namespace

order::receipt trade_receipt_of(const reply& r, currency unit) {
  return trade_receipt([&](const char* name) { return r.text(name); },
                       channels_in(r.member("fund_bill_list")), unit);
}

order::receipt trade_receipt_of(const form_fields& told, currency unit) {
  const auto bills = read_json(value_of(told, "fund_bill_list").as_received());
  return trade_receipt([&](const char* name) { return value_of(told, name); },
                       channels_in(std::get_if<json>(&bills)), unit);
}

order::receipt payout_receipt_of(const reply& r) {
  const auto moved = r.text("trans_date");
  const auto paid = r.text("pay_date");  // what a query calls it
  return {.at = from_beijing_time((moved.empty() ? paid : moved).as_received()),
          .trace = r.text("pay_fund_order_id").word()};
}

order::receipt refund_receipt_of(const reply& r, currency unit) {
  return {.at = from_beijing_time(r.text("gmt_refund_pay").as_received()),
          .settled = yuan(r.text("send_back_fee"), unit),
          .payer_account = channels_in(r.member("refund_detail_item_list"))};
}

}  // namespace sluice::alipay

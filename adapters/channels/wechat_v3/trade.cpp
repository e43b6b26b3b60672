#include "adapters/channels/wechat_v3/trade.hpp"

#include "adapters/channels/wechat_v3/fields.hpp"

namespace sluice::wechat_v3 {
namespace {

/// The sum of what each coupon bore. Nothing where one cannot be read: a part of it is no sum.
std::optional<money> sum_of(const nlohmann::json& coupons, currency unit) {
  std::optional<money> sum = money{0, unit};
  for (const auto& one : coupons) {
    const auto amount = fen_in(one, "amount", unit);
    if (!amount || currency_in(one) != unit) return std::nullopt;
    sum = add(*sum, *amount);
    if (!sum) return std::nullopt;
  }
  return sum;
}

/// Coupons are listed; where they are not, the payer's part of the amount tells.
std::optional<money> coupons_of(const nlohmann::json& trade, money total) {
  const auto& listed = member_of(trade, "promotion_detail");
  if (listed.is_array()) return sum_of(listed, total.unit);
  const auto& amount = member_of(trade, "amount");
  const auto by_payer = fen_in(amount, "payer_total", total.unit);
  const bool comparable = by_payer && currency_in(amount, "payer_currency") == total.unit &&
                          by_payer->minor_units <= total.minor_units;
  return comparable ? subtract(total, *by_payer) : std::nullopt;
}

}  // namespace

bool is_ours(const nlohmann::json& trade, const account& us) {
  const auto app = text_in(trade, "appid");
  return text_in(trade, "mchid") == us.merchant_id && (app.empty() || app == us.app_id);
}

bool is_of_type(business_type asked, foreign_text trade_type) noexcept {
  switch (asked) {
    case business_type::payment_code: return trade_type == "MICROPAY" || trade_type == "FACEPAY";
    case business_type::native_qr: return trade_type == "NATIVE";
    case business_type::jsapi: return trade_type == "JSAPI";
    case business_type::app: return trade_type == "APP";
    case business_type::h5: return trade_type == "MWEB";
    case business_type::quick_pay:
    case business_type::payout:
    case business_type::ebank:
    case business_type::preauthorization:
    case business_type::top_up:
    case business_type::enterprise_ebank: return false;
  }
  return false;
}

std::optional<money> amount_of(const nlohmann::json& trade) {
  const auto& amount = member_of(trade, "amount");
  const auto unit = currency_in(amount);
  return unit ? fen_in(amount, "total", *unit) : std::nullopt;
}

order::receipt receipt_of(const nlohmann::json& trade) {
  order::receipt out{
      .at = time_in(trade, "success_time"), .payer_account = text_in(trade, "bank_type").word()};
  if (const auto total = amount_of(trade)) {
    out.settled = fen_in(member_of(trade, "amount"), "settlement_total", total->unit);
    out.coupons = coupons_of(trade, *total);
  }
  return out;
}

}  // namespace sluice::wechat_v3

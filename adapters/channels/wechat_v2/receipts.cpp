#include "adapters/channels/wechat_v2/receipts.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/decimal_amount.hpp"

namespace sluice::wechat_v2 {
namespace {

struct account_words {
  std::string_view theirs, ours;
};
/// refund_recv_accout is a text for people. Whatever is not listed is a card: bank, kind, and its
/// last four digits.
constexpr std::array refund_accounts{
    account_words{"支付用户零钱", "balance"},
    account_words{"支付用户零钱通", "balance_fund"},
    account_words{"商户基本账户", "merchant_base"},
    account_words{"商户结算银行账户", "merchant_bank"},
};

std::string refund_account(foreign_text said) {
  for (const auto& [theirs, ours] : refund_accounts)
    if (said == theirs) return std::string(ours);
  constexpr std::size_t shown = 4;
  const auto text = said.as_received();
  if (text.size() < shown) return {};
  const auto last = text.substr(text.size() - shown);
  const bool digits =
      std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? "card_" + std::string(last) : std::string{};
}

}  // namespace

order::receipt receipt_of(const xml_fields& reply, currency unit) {
  const auto fen = [&](std::string_view name) {
    return money_from_minor(value_of(reply, name).as_received(), unit);
  };
  return {.at = from_beijing_digits(value_of(reply, "time_end").as_received()),
          .settled = fen("settlement_total_fee"),
          .coupons = fen("coupon_fee"),
          .payer_account = value_of(reply, "bank_type").word()};
}

order::receipt refund_receipt_of(const xml_fields& reply, const std::string& nth, currency unit) {
  const auto text = [&](const char* name) { return value_of(reply, name + nth); };
  return {
      .at = from_beijing_time(text("refund_success_time").as_received()),
      .settled = money_from_minor(text("settlement_refund_fee").as_received(), unit),
      .coupons = money_from_minor(text("coupon_refund_fee").as_received(), unit),
      .payer_account = refund_account(text("refund_recv_accout")),  // spelt so
  };
}

}  // namespace sluice::wechat_v2

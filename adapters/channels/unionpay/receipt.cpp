#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/decimal_amount.hpp"
#include "adapters/channels/unionpay/answer.hpp"

namespace sluice::unionpay {
namespace {

constexpr std::string_view yuan = "156";

/// traceTime has no year ("0105145046"): it is that of txnTime, or the next where the transaction
/// began before the year's end and UnionPay's clock showed the new one.
std::optional<instant> time_in(const form_fields& said) {
  const auto began = value_of(said, "txnTime").as_received();
  const auto there = value_of(said, "traceTime").as_received();
  const auto begin = from_beijing_digits(began);
  if (!begin) return std::nullopt;
  constexpr std::chrono::days half_a_year{183};
  const auto same_year = from_beijing_digits(std::string(began.substr(0, 4)).append(there));
  if (same_year && *same_year > *begin - half_a_year) return same_year;
  const auto next_year = beijing_digits(*begin + half_a_year).substr(0, 4);
  return from_beijing_digits(std::string(next_year).append(there));
}

/// "CMB_02": bank and kind of card (01 debit, 02 credit), as far as both are said.
std::string payer_account_in(const form_fields& said) {
  auto out = value_of(said, "issInsCode").word();
  const auto kind = value_of(said, "payCardType").word();
  if (!out.empty() && !kind.empty()) out += '_';
  return out + kind;
}

/// UnionPay's bill finds what has no queryId by these: "784649 0105145046".
std::string trace_in(const form_fields& said) {
  auto out = value_of(said, "traceNo").word();
  const auto time = value_of(said, "traceTime").word();
  if (!out.empty() && !time.empty()) out += ' ';
  return out + time;
}

std::optional<money> yuan_in(const form_fields& said, std::string_view amount,
                             std::string_view unit) noexcept {
  const auto currency_code = value_of(said, unit);
  if (!currency_code.empty() && currency_code != yuan) return std::nullopt;
  return money_from_minor(value_of(said, amount).as_received(), currency::cny);
}

}  // namespace

std::optional<money> amount_in(const form_fields& said) noexcept {
  return yuan_in(said, "txnAmt", "currencyCode");
}

order::receipt receipt_of(const form_fields& said) {
  return {.at = time_in(said),
          .settled = yuan_in(said, "settleAmt", "settleCurrencyCode"),
          .payer_account = payer_account_in(said),
          .clearing_date = value_of(said, "settleDate").word(),
          .trace = trace_in(said)};
}

}  // namespace sluice::unionpay

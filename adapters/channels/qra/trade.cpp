#include "adapters/channels/qra/trade.hpp"

#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/decimal_amount.hpp"

namespace sluice::qra {

std::optional<money> amount_of(const xml_fields& trade) {
  const auto type = value_of(trade, "fee_type");
  if (!type.empty() && type != "CNY") return std::nullopt;
  return money_from_minor(value_of(trade, "total_fee").as_received(), currency::cny);
}

order::receipt receipt_of(const xml_fields& trade) {
  return {.at = from_beijing_digits(value_of(trade, "time_end").as_received()),
          .coupons = money_from_minor(value_of(trade, "coupon_fee").as_received(), currency::cny),
          .payer_account = value_of(trade, "bank_type").word(),
          .trace = value_of(trade, "out_transaction_id").word()};
}

}  // namespace sluice::qra

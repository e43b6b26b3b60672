#pragma once
/// What several samples have in them. Included by the files of samples only.

#include "domain/routing/explanation.hpp"
#include "tests/events/samples.hpp"

namespace sluice::samples {

inline constexpr fingerprint ordinary_body{
    0xd1, 0x5e, 0xa5, 0xe0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

inline std::string every_byte() {
  std::string out;
  for (int i = 0; i < 256; ++i) out += static_cast<char>(i);
  return out;
}

inline signed_by li() { return {"li.wei", "maintenance of the line until noon"}; }

inline approval::proposed proposed(approval::word what, std::string about) {
  return {.what = std::move(what),
          .about = std::move(about),
          .position = 7,
          .persons = 2,
          .by = access::principal_id{"li-wei"},
          .id = command_id{"cmd-7"},
          .body = ordinary_body,
          .until = ordinary_time() + millis{1'800'000}};
}

inline approval::proposed resolve_proposed() {
  return proposed(
      resolve_order{{merchant_id{"m1"}, order_no{"A-1001"}},
                    {.verdict = order::resolution::paid,
                     .operator_name = "li.wei",
                     .reason = "seen in the bill",
                     .attempt = attempt_no{2},
                     .amount_minor = 1250}},
      "order/m1/A-1001");
}

inline routing::rule at_night() {
  return {.name = "nights",
          .when = {.business_types = {business_type::quick_pay, business_type::payout},
                   .merchants = {merchant_id{"m1"}},
                   .unit = currency::cny,
                   .amount_from = 100,
                   .amount_to = 5'000'000,
                   .paid_with = instrument("debit_card", "icbc"),
                   .shown = wallet::alipay,
                   .hours = routing::day_time{22 * 60, 6 * 60},
                   .weekdays = 0x1f,
                   .utc_offset_minutes = 8 * 60},
          .only = {channel_id{"wechat"}, channel_id{"alipay"}},
          .never = {channel_id{"unionpay"}},
          .prefer = channel_id{"alipay"},
          .tries = routing::canary{channel_id{"wechat"}, 16}};
}

inline order::event accepted(std::optional<instant> not_after = {}, instrument paid_with = {}) {
  return order::order_accepted{
      .order = {merchant_id{"m1"}, order_no{"A-1001"}},
      .type = business_type::payment_code,
      .amount = {1250, currency::cny},
      .masked_code = "13**************89",
      .description = "咖啡 coffee",
      .body = ordinary_body,
      .route = {channel_id{"wechat"}, channel_id{"alipay"}},
      .not_after = not_after,
      .paid_with = std::move(paid_with),
  };
}

inline routing::explanation_bytes why_a_route() {
  return routing::pack({.merchant_position = 4,
                        .rules_position = 1,
                        .candidates = {{routing::verdict::path_open, 6, 20, 0},
                                       {routing::verdict::chosen, 118, 126, 9444}}});
}

inline order::event explained() {
  auto e = std::get<order::order_accepted>(accepted());
  e.explanation = why_a_route();
  return e;
}

inline order::event refund() {
  return order::refund_requested{
      refund_no{"R-1"}, attempt_no{1},     {500, currency::cny},
      ordinary_body,    channel_key{"k2"}, order::refund_purpose::merchant};
}

inline channel::path_turned path_opened() {
  return {.channel = channel_id{"wechat"},
          .where = channel::path{"debit_card/icbc"},
          .to = channel::breaker_phase::open,
          .why = channel::turn_reason::failures,
          .counted = {20, 14, 3},
          .until = instant{millis{1'767'322'800'000}},
          .times_opened = 1,
          .generation = 3};
}

[[nodiscard]] std::vector<sample> of_agreements();  ///< samples_of_agreements.cpp
[[nodiscard]] std::vector<sample> of_alarms();  ///< samples_of_alarms.cpp
[[nodiscard]] std::vector<sample> of_balances();   ///< samples_of_balances.cpp
[[nodiscard]] std::vector<sample> of_contracts();  ///< samples_of_contracts.cpp
[[nodiscard]] std::vector<sample> of_settings();  ///< samples_of_settings.cpp
[[nodiscard]] std::vector<sample> of_reconciliation();  ///< samples_of_reconciliation.cpp
[[nodiscard]] std::vector<sample> of_webhooks();  ///< samples_of_webhooks.cpp

}  // namespace sluice::samples

#pragma once
/// An order of which a merchant is told, as tests want it.

#include "actors/ports/webhook_port.hpp"

namespace sluice::test {

[[nodiscard]] inline webhook_message paid_message() {
  webhook_message what{
      .to = {merchant_id{"m1"}, "shop"},
      .position = 57,
      .event = "order.paid",
      .version = 4,
      .at = instant{millis{1'767'323'045'678}}};
  auto& order = what.order;
  order.order = {merchant_id{"m1"}, order_no{"A-1001"}};
  order.state = "paid";
  order.detail = "paid";
  order.amount = {1200, currency::cny};
  order.channel = "wechat";
  order.code = "SUCCESS";
  // Of nobody's business:
  order.description = "coffee";
  order.masked_code = "13**************89";
  order.attempts = {{.number = 1,
                     .channel = "wechat",
                     .key = "K",
                     .outcome = "paid",
                     .code = "",
                     .channel_reference = "4200"}};
  order.risk = "pass";
  order.payer_action = "open_page";
  order.payer_action_content = "https://pay.example/secret";
  order.conflicts = 1;
  order.sequence = 57;
  return what;
}

}  // namespace sluice::test

#pragma once
/// What the rules need to know about a kind of business and about a channel, as data. The order
/// machine never asks "is this a payout?"; it asks what the row says.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "domain/channel_window.hpp"
#include "domain/instrument.hpp"

namespace sluice {

/// Stored in the log: never change or reuse a number.
enum class business_type : std::uint16_t {
  payment_code = 1,  ///< the payer shows a one-time code, the merchant scans it (付款码)
  quick_pay = 2,     ///< bank card on file; the channel answers later (快捷)
  payout = 3,        ///< money out to a payee (代付)
  native_qr = 4,     ///< the payer scans a code that the merchant shows (扫码)
  jsapi = 5,         ///< a page within the wallet's own app (公众号, 小程序)
  app = 6,           ///< the merchant's app calls the wallet's
  h5 = 7,            ///< a page in the browser of the payer's phone
  ebank = 8,         ///< a page of the wallet's or of the payer's bank (个人网银)
  enterprise_ebank = 9,  ///< the same of a company, which may need a second approver (企业网银)
  preauthorization = 10,  ///< the payer lets money be held, and a capture takes of it (预授权)
  top_up = 11,            ///< the payer fills his account at the merchant's, on a page (充值)
};

enum class money_direction : std::uint8_t { in, out };

struct business_policy {
  business_type type;
  std::string_view name;  ///< in requests and configuration
  money_direction direction;
  instrument_kind instrument;  ///< what is charged, or paid to
  bool needs_payment_code;
  /// Nothing is paid before the payer has done something elsewhere: the order is answered with what
  /// that is as soon as it is known (domain/payer_action.hpp).
  bool asks_payer;
  /// Somebody stands at the till until it is paid: at a channel it does not wait behind payouts.
  bool payer_waits;
  /// The channel offers revoke: cancel if unpaid, give back if paid (撤销).
  bool revocable;
  /// The channel offers close: cancel if unpaid, refuse if paid (关单).
  bool closable;
  /// Another channel may be tried after a definite, reroutable failure.
  bool reroutable;
  bool refundable;
  /// "Order not found" counts as failure only if the row allows it, and then only after the
  /// channel's visibility delay. Money out: never (a payout may surface days later).
  bool not_found_may_mean_failed;
  /// Paying only holds the money; it is taken by a capture, or let go.
  bool captured_later = false;
};

/// What all kinds have in common in which the payer acts elsewhere.
[[nodiscard]] constexpr business_policy acted_elsewhere(business_type type,
                                                        std::string_view name) noexcept {
  return {.type = type,
          .name = name,
          .direction = money_direction::in,
          .instrument = instrument_kind::payer_action,
          .needs_payment_code = false,
          .asks_payer = true,
          .payer_waits = true,
          .revocable = false,
          .closable = true,
          .reroutable = true,
          .refundable = true,
          .not_found_may_mean_failed = false};
}

[[nodiscard]] constexpr business_policy held_first(business_type type,
                                                   std::string_view name) noexcept {
  auto row = acted_elsewhere(type, name);
  row.captured_later = true;
  return row;
}

inline constexpr std::array<business_policy, 11> business_policies{{
    {.type = business_type::payment_code,
     .name = "payment_code",
     .direction = money_direction::in,
     .instrument = instrument_kind::payment_code,
     .needs_payment_code = true,
     .asks_payer = false,
     .payer_waits = true,
     .revocable = true,
     .closable = false,
     .reroutable = true,
     .refundable = true,
     .not_found_may_mean_failed = false},
    {.type = business_type::quick_pay,
     .name = "quick_pay",
     .direction = money_direction::in,
     .instrument = instrument_kind::agreement,
     .needs_payment_code = false,
     .asks_payer = false,
     .payer_waits = true,
     .revocable = false,
     .closable = true,
     .reroutable = true,
     .refundable = true,
     .not_found_may_mean_failed = true},
    {.type = business_type::payout,
     .name = "payout",
     .direction = money_direction::out,
     .instrument = instrument_kind::payee,
     .needs_payment_code = false,
     .asks_payer = false,
     .payer_waits = false,
     .revocable = false,
     .closable = false,
     .reroutable = true,
     .refundable = false,
     .not_found_may_mean_failed = false},
    acted_elsewhere(business_type::native_qr, "native_qr"),
    acted_elsewhere(business_type::jsapi, "jsapi"),
    acted_elsewhere(business_type::app, "app"),
    acted_elsewhere(business_type::h5, "h5"),
    acted_elsewhere(business_type::ebank, "ebank"),
    acted_elsewhere(business_type::enterprise_ebank, "enterprise_ebank"),
    held_first(business_type::preauthorization, "preauthorization"),
    acted_elsewhere(business_type::top_up, "top_up"),
}};

[[nodiscard]] const business_policy& policy_of(business_type type) noexcept;
/// Whoever is charged so has signed an agreement, or shows the token of a card.
[[nodiscard]] inline bool is_charged_by_agreement(business_type type) noexcept {
  return policy_of(type).instrument == instrument_kind::agreement;
}
[[nodiscard]] std::optional<business_type> business_type_from_name(std::string_view) noexcept;
[[nodiscard]] std::optional<business_type> business_type_from_number(std::uint32_t) noexcept;
[[nodiscard]] std::string_view name_of(business_type type) noexcept;

/// Growing pauses: the k-th point lies first × (2^k − 1) after the start, steps never above most.
struct backoff {
  millis first{1000};
  millis most{60'000};
  /// The first point after `now`, counted from `start`. A restart needs no counter to go on.
  [[nodiscard]] instant next(instant start, instant now) const noexcept;
};

/// When doubt about an attempt is looked into. Counted from the start of the attempt.
/// Defaults are those for payment codes: WeChat asks for a query every 5 s and a revoke from 30 s
/// (基础支付常见问题 §六), and refuses a revoke in the first 15 s (reverse, API doc).
struct attempt_timing {
  millis call_timeout{10'000};  ///< one call to the channel; a slow answer is normal there
  std::vector<millis> query_at{
      millis{5000}, millis{10'000}, millis{15'000}, millis{20'000}, millis{25'000}, millis{30'000}};
  backoff query_after_that{millis{10'000}, millis{600'000}};
  millis revoke_from{30'000};  ///< unpaid by then: take it back
  millis revoke_never_before{15'000};  ///< a merchant's own revoke waits until then
  backoff revoke_again{millis{2000}, millis{30'000}};
  millis revoke_give_up{600'000};  ///< since the request; then a person decides
  millis confirm_give_up{30'000};  ///< a revoke is confirmed by a query for this long
  millis visibility_delay{120'000};  ///< until then "not found" says nothing
  millis doubt_give_up{86'400'000};  ///< neither revocable nor closable: then a person decides
  backoff refund_again{millis{5000}, millis{600'000}};
  millis refund_give_up{86'400'000};
  channel_windows windows{};
};

/// How long a call may wait for its turn at a channel with these times. While it runs, an order
/// waits for its own payment call before it is taken back. After a restart nobody does: a request
/// that left in the last instant of its turn must have had its call's whole time by then, or a
/// revoke that overtakes it finds nothing and the payer pays after it.
[[nodiscard]] millis longest_queue_deadline(const std::map<business_type, attempt_timing>& timing);

}  // namespace sluice

#pragma once
/// Everything that can go wrong in a simulated world, as data: one row each. A scenario says how
/// often, a seed how much of that (plan.hpp), a report how often it struck. To add a fault: add a
/// row here and in hazards.cpp, and ask dice::strikes at the place where it happens.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::sim {

enum class hazard : std::uint8_t {
  // -- a call on its way to the channel and back
  connection_refused,
  idle_connection_cut,
  request_lost,
  request_late,
  answer_lost,
  answer_late,
  answer_unreadable,
  answer_unlisted,
  system_error,
  rate_limited,
  port_silent,
  port_late,
  port_throws,
  outage,
  brown_out,
  // -- what payers and channels do with a payment
  declined,
  declined_elsewhere_works,
  declined_as_if_repeated,
  declined_trade_left_open,
  declined_then_paid,
  rerouted_then_paid,
  another_amount_taken,
  answer_wrong_amount,
  query_wrong_amount,
  payer_asked,
  payer_walks_away,
  not_visible_yet,
  // -- revokes, closes, refunds
  revoke_again,
  revoke_forgotten,
  revoke_fails_on,
  revoke_refused,
  payer_pays_while_revoked,
  refund_refused,
  refund_pending,
  refund_other_amount,
  // -- notifications
  notice_lost,
  notice_repeated,
  notice_late,
  notice_contradicts,
  notice_wrong_amount,
  notice_forged,
  refund_noticed,
  // -- the message bus
  command_dropped,
  command_repeated,
  command_delayed,
  reply_dropped,
  events_not_taken,
  // -- services and operators
  service_repeats,
  service_changes_body,
  service_reuses_id,
  services_share_id,
  merchants_share_id,
  stranger_asks,
  service_stampedes,
  service_revokes,
  service_refunds,
  service_refunds_too_much,
  service_asks_for_nothing,
  service_names_a_time,
  service_tests,
  payer_mistypes,
  operator_resolves,
  operator_mistypes,
  nobody_agrees,
  agrees_with_himself,
  agrees_unseen,
  limits_changed,
  channel_switched_off,
  merchant_frozen,
  merchant_degraded,
  only_the_essential,
  merchant_made,
  file_edited,
  file_wrong,
  data_key_replaced,
  settings_impossible,
  route_ruled,
  contract_agreed,
  merchant_settled,
  principal_made,
  grants_changed,
  key_revoked,
  alarm_not_told,
  // -- the risk service
  risk_unreachable,
  risk_silent,
  risk_late,
  risk_blocks,
  risk_wants_proof,
  risk_answers_twice,
  // -- the engine's own process and machine
  crash,
  crash_while_starting,
  write_fails,
  write_unknown,
  write_torn,
  disk_nearly_full,
  order_throws,
  clock_jumps,
  clock_wrong_at_start,
  machine_pauses,
  // -- agreements
  payer_signs_late,
  payer_ends_agreement,
  service_charges_by_agreement,
  service_signs_while_paying,
  service_ends_agreement,
  // -- codes on payers' phones
  payer_types_late,
  code_given_twice,
  // -- money that is only held
  service_captures_too_much,
  // -- merchants' servers, which hear by webhooks
  shop_unreachable,
  shop_refuses,
  shop_too_busy,
  shop_answer_lost,
  shop_gone,
  // -- the ways by which people hear of alarms
  receiver_fails,
  receiver_silent,
  receiver_answer_lost,
  // -- refunds, once more
  refund_stuck,
  // -- what is kept beside the log
  recorder_slow,
  // -- refunds that are sent on
  operator_sends_on,
  card_refused,
  // -- people on duty
  duty_acknowledges,
  duty_silences,
  // -- bills
  bill_brought,
};

inline constexpr std::size_t hazard_count = static_cast<std::size_t>(hazard::bill_brought) + 1;

/// How often, in parts per million of the occasions.
using ppm = std::uint32_t;
inline constexpr ppm always = 1'000'000;

struct hazard_row {
  hazard what;
  std::string_view name;  ///< in scenarios and reports
  ppm usual;              ///< when a scenario does not say
  std::string_view happens;
};

extern const std::array<hazard_row, hazard_count> hazards;

[[nodiscard]] std::string_view name_of(hazard h) noexcept;
[[nodiscard]] std::optional<hazard> hazard_from_name(std::string_view name) noexcept;

}  // namespace sluice::sim

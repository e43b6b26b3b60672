#include "tests/events/samples.hpp"

#include <limits>
#include <nlohmann/json.hpp>

#include "events/json.hpp"
#include "tests/events/sample_parts.hpp"

namespace sluice::samples {
namespace {

std::vector<sample> of_orders() {
  const attempt_no one{1};
  return {
      {"order_accepted", accepted()},
      {"attempt_started", order::attempt_started{one, channel_id{"wechat"}, channel_key{"k1"}}},
      {"payer_asked", order::payer_asked{one, order::source::pay_answer, "USERPAYING"}},
      {"attempt_in_doubt", order::attempt_in_doubt{one, order::source::engine, "time_out", true}},
      {"attempt_succeeded", order::attempt_succeeded{one, order::source::query_answer, "4200001"}},
      {"attempt_failed", order::attempt_failed{one, order::source::pay_answer, "NOTENOUGH"}},
      {"order_paid", order::order_paid{one}},
      {"order_failed", order::order_failed{"NOTENOUGH"}},
      {"revoke_requested", order::revoke_requested{one, order::revoke_reason::merchant_asked,
                                                   order::revoke_method::close}},
      {"late_payment_found",
       order::late_payment_found{one, order::source::notification, "4200001"}},
      {"revoke_answered_v2", order::revoke_answered{one, order::returned::yes, "refund"}},
      {"order_revoked_v2", order::order_revoked{one, order::returned::yes}},
      {"result_conflicted",
       order::result_conflicted{
           one, order::source::notification, order::finding::not_paid, "CLOSED", "not_paid"}},
      {"refund_requested", refund()},
      {"order_authorized", order::order_authorized{one}},
      {"refund_sent_on",
       order::refund_sent_on{refund_no{"R-1"}, order::resolution::to_payer_card,
                             "ICBC_DEBIT ***************0018", "li.wei", "his card is closed"}},
      {"refund_sent_on_to_merchant",
       order::refund_sent_on{
           refund_no{"R-1"}, order::resolution::to_merchant_card, {}, every_byte(), every_byte()}},
      {"operator_needed_for_stuck_refund",
       order::operator_needed{.refund = refund_no{"R-1"},
                              .reason = "refund_stuck:ABNORMAL",
                              .attempt = one,
                              .channel_reference = "50300007"}},
      {"capture_requested",
       order::capture_requested{attempt_no{2}, {800, currency::cny}, channel_key{"k2"}}},
      {"refund_in_doubt", order::refund_in_doubt{refund_no{"R-1"}, "SYSTEMERROR"}},
      {"refund_succeeded", order::refund_succeeded{refund_no{"R-1"}, "5030001"}},
      {"refund_failed", order::refund_failed{refund_no{"R-1"}, "NOTENOUGH"}},
      {"operator_needed", order::operator_needed{{}, "revoke_kept_failing"}},
      {"order_resolved",
       order::order_resolved{order::resolution::paid, "li.wei", "seen in the bill", {}}},
      {"route_renewed", order::route_renewed{.route = {channel_id{"alipay"}, channel_id{"wechat"}},
                                             .explanation = why_a_route()}},
      {"order_accepted_of_one_channel",
       order::order_accepted{.order = {merchant_id{"m1"}, order_no{"P-2"}},
                             .type = business_type::payout,
                             .amount = {1250, currency::cny},
                             .route = {channel_id{"wechat"}},
                             .is_held = true,
                             .names_channel = true}},
      {"order_accepted_of_test_traffic",
       order::order_accepted{.order = {merchant_id{"m1"}, order_no{"T-1"}},
                             .amount = {1250, currency::cny},
                             .route = {channel_id{"wechat-test"}},
                             .is_shadow = true}},
      {"order_accepted_by_agreement",
       order::order_accepted{
           .order = {merchant_id{"m1"}, order_no{"G-1"}},
           .type = business_type::quick_pay,
           .amount = {4900, currency::cny},
           .body = ordinary_body,
           .route = {channel_id{"alipay"}},
           .names_channel = true,
           .agreement = agreement_no{"S-1001"}}},
      {"order_accepted_held",
       order::order_accepted{.order = {merchant_id{"m1"}, order_no{"P-1"}},
                             .type = business_type::payout,
                             .amount = {1250, currency::cny},
                             .route = {channel_id{"wechat"}},
                             .is_held = true}},
      {"order_accepted_asking",
       order::order_accepted{.order = {merchant_id{"m1"}, order_no{"Q-1"}},
                             .type = business_type::quick_pay,
                             .amount = {1250, currency::cny},
                             .route = {channel_id{"wechat"}},
                             .risk = order::risk_silence::passes}},
      {"risk_judged", order::risk_judged{order::risk_verdict::verify, true, "case-77"}},
      {"code_tried", order::code_tried{3}},
      {"code_judged", order::code_judged{3, order::code_finding::wrong, "case-77"}},
      {"code_given", order::code_given{one, 3}}};
}

std::vector<sample> extreme() {
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  constexpr auto most_32 = std::numeric_limits<std::uint32_t>::max();
  const attempt_no one{1};
  const attempt_no last{65535};
  const std::string longest(max_name_length, 'x');
  fingerprint ones;
  ones.fill(0xff);
  return {
      {"order_accepted_extreme",
       order::order_accepted{
           {merchant_id{longest}, order_no{longest}},
           business_type::payout,
           {most, currency::jpy},
           every_byte(),
           std::string(5000, 'd'),
           ones,
           {}}},
      {"order_accepted_not_after", accepted(instant{millis{1'767'323'045'500}})},
      {"order_accepted_paid_with", accepted({}, instrument("debit_card", "icbc"))},
      {"order_accepted_explained", explained()},
      {"attempt_failed_with_gbk_text",
       order::attempt_failed{last, order::source::person, "\xd3\xe0\xb6\xee\xb2\xbb\xd7\xe3"}},
      {"attempt_in_doubt_empty",
       order::attempt_in_doubt{last, order::source::query_answer, "", false}},
      {"result_conflicted_extreme",
       order::result_conflicted{
           last, order::source::revoke_answer, order::finding::not_paid_yet, every_byte(), ""}},
      {"refund_requested_late_payment",
       order::refund_requested{refund_no{"late.1"},
                               last,
                               {least, currency::eur},
                               {},
                               channel_key{longest},
                               order::refund_purpose::late_payment}},
      {"operator_needed_for_refund", order::operator_needed{refund_no{"R-1"}, ""}},
      {"payer_asked_to_act",
       order::payer_asked{one, order::source::pay_answer, "payer_action",
                          payer_action{payer_action_kind::show_code, "weixin://wxpay/bizpayurl"}}},
      {"attempt_succeeded_told",
       order::attempt_succeeded{
           one,
           order::source::query_answer,
           "4200001",
           {.at = instant{millis{1'767'323'045'000}},
            .settled = money{1200, currency::cny},
            .coupons = money{50, currency::cny},
            .payer_account = "CMB_CREDIT",
            .clearing_date = "0102",
            .trace = "123456 0102110405"}}},
      {"late_payment_found_told",
       order::late_payment_found{one,
                                 order::source::query_answer,
                                 "4200001",
                                 money{1250, currency::cny},
                                 {.settled = money{0, currency::cny}}}},
      {"refund_succeeded_told",
       order::refund_succeeded{
           refund_no{"R-1"}, "5030001", {.at = instant{millis{0}}, .payer_account = "零钱"}}},
      {"late_payment_found_v2",
       order::late_payment_found{one, order::source::person, "4200001", money{1, currency::usd}}},
      {"revoke_answered_not_said", order::revoke_answered{last, order::returned::not_said, ""}},
      {"order_revoked_no", order::order_revoked{last, order::returned::no}},
      {"result_conflicted_v2",
       order::result_conflicted{
           one, order::source::notification, order::finding::paid, "TRADE_SUCCESS",
           "paid_after_the_end", order::money_question::hearsay_of_payment}},
      {"operator_needed_v2",
       order::operator_needed{.reason = "another_amount",
                              .attempt = last,
                              .asks = order::money_question::another_amount,
                              .asked = money{1250, currency::cny},
                              .held = money{most, currency::jpy}}},
      {"order_resolved_v2",
       order::order_resolved{order::resolution::failed,
                             "li.wei",
                             "seen in the bill",
                             {},
                             last,
                             money{0, currency::cny}}},
      {"order_resolved_refund", order::order_resolved{order::resolution::not_refunded, every_byte(),
                                                      every_byte(), refund_no{"R-1"}}},
      {"channel_configured_extreme",
       channel::configured{channel_id{longest}, {true, most_32, most_32, millis{most}, most_32}}},
      {"channel_changed_extreme", channel::changed{channel_id{longest},
                                                   {true, most_32, most_32, millis{most}, most_32},
                                                   {longest, std::string(256, '!')}}},
      {"merchant_changed_to_nothing",
       merchant::changed{merchant_id{"m4"},
                         {.life = merchant::life::closed,
                          .business_types = std::vector<business_type>{},
                          .channels = std::vector<channel_id>{}},
                         {longest, std::string(256, '!')}}},
      {"merchant_configured_empty", merchant::configured{merchant_id{"m4"}, false, {}, {}}},
      {"proposal_made_about_stuck_refund",
       proposed(resolve_order{{merchant_id{"m1"}, order_no{"A-1001"}},
                              {.verdict = order::resolution::to_payer_card,
                               .operator_name = "li.wei",
                               .reason = "his card is closed",
                               .refund = refund_no{"R-1"},
                               .card_shown = "ICBC_DEBIT ***************0018"}},
                "order/m1/A-1001")},
      {"proposal_made_about_channel",
       proposed(
           change_channel{channel_id{"wechat"}, {{.enabled = false}, li()}}, "channel/wechat")},
      {"path_turned_to_closed",
       channel::path_turned{.channel = channel_id{longest},
                            .where = channel::path{std::string(64, 'm') + '/' + longest},
                            .to = channel::breaker_phase::closed,
                            .why = channel::turn_reason::good_probes,
                            .counted = {most_32, most_32, most_32},
                            .times_opened = most_32,
                            .generation = most_32}},
      {"path_forced_no_longer", channel::path_forced{.channel = channel_id{"wechat"},
                                                     .to = channel::path_switch::automatic,
                                                     .generation = 5}},
      {"proposal_made_about_path",
       proposed(force_path{channel_id{"wechat"},
                           {.where = channel::path{"debit_card/icbc"},
                            .to = channel::path_switch::open,
                            .until = instant{millis{1'767'322'800'000}},
                            .who = li()}},
                "channel/wechat")},
      {"proposal_made_about_merchant",
       proposed(change_merchant{merchant_id{"m1"}, {{.life = merchant::life::frozen}, li()}},
                "merchant/m1")},
      {"risk_judged_by_silence", order::risk_judged{order::risk_verdict::block, false, {}}},
      {"code_judged_by_nobody",
       order::code_judged{order::most_code_tries, order::code_finding::unanswered, {}}},
      {"merchant_degraded_all", merchant::degraded{merchant_id{longest},
                                                   {},
                                                   {.to = merchant::level::refuse},
                                                   signed_by{longest, std::string(256, '!')}}},
      {"merchant_promoted_no_longer",
       merchant::promoted{merchant_id{longest}, {}, {}, {longest, std::string(256, '!')}}},
      {"proposal_made_about_level",
       proposed(degrade_merchant{merchant_id{"m1"},
                                 {.type = business_type::payout,
                                  .what = {.to = merchant::level::accept_only},
                                  .who = li()}},
                "merchant/m1")},
      {"proposal_made_about_promotion",
       proposed(
           promote_merchant{
               merchant_id{"m1"},
               {.what = {.until = instant{millis{1'767'409'200'000}}, .times = 1000}, .who = li()}},
           "merchant/m1")},
      {"proposal_made_about_new_merchant",
       proposed(create_merchant{merchant_id{"m9"},
                                {{.channels = std::vector{channel_id{"alipay"}}}, li()}},
                "merchant/m9")},
      {"proposal_lapsed_refused",
       approval::lapsed{approval::lapse::refused, "order_needs_no_operator"}},
      {"principal_declared_everyone",
       access::principal_declared{access::principal_id{longest},
                                  {access::principal_kind::auditor,
                                   longest,
                                   {.is_everyone = true},
                                   {{"order", "get", 65535}}}}},
      {"principal_set_to_nothing",
       access::principal_set{
           access::principal_id{longest},
           {.merchants = access::merchant_scope{}, .grants = std::vector<access::grant>{}},
           {longest, std::string(256, '!')}}},
      {"key_declared_extreme",
       access::key_declared{{{.id = access::key_id{longest},
                              .kind = access::key_kind::ed25519,
                              .owner = access::principal_id{longest},
                              .from = instant{millis{least}},
                              .until = instant{millis{most}},
                              .revoked_at = instant{millis{-1}}},
                             access::ed25519_public{}}}},
      {"routing_rules_configured_none", routing::rules_configured{}},
      {"routing_rules_changed_dropped",
       routing::rules_changed{routing::rule_dropped{longest}, {longest, std::string(256, '!')}}},
      {"proposal_made_about_routing",
       proposed(change_routing{{routing::rule_dropped{"nights"}, li()}}, "routing")},
      {"level_rules_configured_none", degradation::rules_configured{}},
      {"risk_rules_configured",
       degradation::risk_configured{
           {.asks = {{business_type::quick_pay, order::risk_silence::passes},
                     {business_type::payout, order::risk_silence::blocks}},
            .within = millis{80},
            .code_within = millis{5000},
            .most_open = 10}}},
      {"risk_rules_configured_none", degradation::risk_configured{}},
      {"engine_degraded_no_longer", degradation::degraded{{}, {longest, std::string(256, '!')}}},
      {"engine_degraded_no_longer_restored",
       degradation::degraded{{.restored_after = std::numeric_limits<std::uint64_t>::max()}, li()}},
      {"log_restored_empty", degradation::log_restored{{2, 0}}},
      {"proposal_made_about_engine",
       proposed(degrade_engine{{.what = {.to = degradation::level::essential,
                                         .business_types = {business_type::payout},
                                         .channels = {channel_id{"alipay"}}},
                                .who = li()}},
                "engine")},
  };
}

}  // namespace

std::vector<sample> all() {
  auto out = of_orders();
  for (auto& s : of_settings()) out.push_back(std::move(s));
  for (auto& s : of_agreements()) out.push_back(std::move(s));
  for (auto& s : of_alarms()) out.push_back(std::move(s));
  for (auto& s : of_balances()) out.push_back(std::move(s));
  for (auto& s : of_contracts()) out.push_back(std::move(s));
  for (auto& s : of_reconciliation()) out.push_back(std::move(s));
  for (auto& s : of_webhooks()) out.push_back(std::move(s));
  for (auto& s : extreme()) out.push_back(std::move(s));
  return out;
}

cause ordinary_cause() {
  return {"cmd-1", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"};
}

instant ordinary_time() { return instant{millis{1767323045678}}; }

std::string as_text(const any_event& event) {
  // dump() refuses what is not UTF-8; this form keeps every byte apart.
  const auto packed = nlohmann::ordered_json::to_msgpack(to_json(event));
  return {packed.begin(), packed.end()};
}

store::new_record encode_any(const any_event& event) {
  return std::visit(
      [](const auto& family) { return encode(family, ordinary_cause(), ordinary_time()); }, event);
}

store::record as_record(store::new_record written) {
  store::record out;
  out.position = 7;
  out.stream = "order/m1/A-1001";
  out.stream_position = 3;
  out.previous_in_stream = 5;
  out.type = written.type;
  out.schema_version = written.schema_version;
  out.time_ms = written.time_ms;
  out.has_sealed_part = written.has_sealed_part;
  out.payload = std::move(written.payload);
  return out;
}

}  // namespace sluice::samples

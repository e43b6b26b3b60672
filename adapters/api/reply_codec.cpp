#include "adapters/api/reply_codec.hpp"

#include "adapters/api/reply_contracts.hpp"
#include "adapters/api/reply_differences.hpp"
#include "adapters/api/reply_json.hpp"
#include "adapters/api/reply_parts.hpp"
#include "adapters/api/reply_routes.hpp"
#include "adapters/api/reply_watch.hpp"
#include "adapters/api/v1/api.pb.h"
#include "base/overloaded.hpp"
#include "base/time_text.hpp"
#include "domain/channel/path_words.hpp"

namespace sluice::api {

void to_proto(const setting_view& from, v1::SettingOrigin& into) {
  into.set_name(from.name);
  into.set_author(std::string(name_of(from.from.by)));
  into.set_operator_name(from.from.person);
  into.set_reason(from.from.reason);
  into.set_since(time_or_nothing(from.from.since));
}

void to_proto(const rejection& from, v1::Error& into) {
  into.set_code(std::string(name_of(from.code)));
  into.set_field(from.field);
  into.set_message(from.message);
  into.set_retryable(is_retryable(from.code));
}

namespace {

using api::to_proto;

/// One a thread and kind, used again and again: its strings keep their memory.
template <class Message>
Message& fresh() {
  thread_local Message kept;
  kept.Clear();
  return kept;
}

template <class Message>
void put_money(const money& amount, Message& into) {
  into.set_amount_minor(amount.minor_units);
  into.set_currency(std::string(name_of(amount.unit)));
  into.set_amount(to_string(amount));
}

void to_proto(const attempt_view& from, v1::Attempt& into) {
  into.set_number(from.number);
  into.set_channel(from.channel);
  into.set_channel_key(from.key);
  into.set_outcome(from.outcome);
  into.set_code(from.code);
  into.set_channel_reference(from.channel_reference);
  into.set_held_minor(from.held_minor);
  into.set_question(from.question);
}

void to_proto(const refund_view& from, v1::Refund& into) {
  into.set_merchant(from.order.merchant.value());
  into.set_order_no(from.order.number.value());
  into.set_refund_no(from.refund_no);
  into.set_state(from.state);
  into.set_purpose(from.purpose);
  into.set_code(from.code);
  put_money(from.amount, into);
  into.set_requested_at(time_or_nothing(from.requested_at));
  into.set_sequence(from.sequence);
  into.set_returned_minor(from.returned_minor);
}

void to_proto(const order_view& from, v1::Order& into) {
  into.set_merchant(from.order.merchant.value());
  into.set_order_no(from.order.number.value());
  into.set_state(from.state);
  into.set_detail(from.detail);
  into.set_business_type(std::string(name_of(from.type)));
  put_money(from.amount, into);
  into.set_refunded_minor(from.refunded_minor);
  into.set_captured_minor(from.captured_minor);
  into.set_channel(from.channel);
  into.set_attempts(static_cast<std::uint32_t>(from.attempts.size()));
  into.set_code(from.code);
  into.set_payment_code(from.masked_code);
  into.set_description(from.description);
  into.set_conflicts(from.conflicts);
  into.set_accepted_at(time_or_nothing(from.accepted_at));
  into.set_updated_at(time_or_nothing(from.updated_at));
  into.set_sequence(from.sequence);
  for (const auto& attempt : from.attempts) to_proto(attempt, *into.add_attempt_list());
  for (const auto& refund : from.refunds) to_proto(refund, *into.add_refunds());
  into.set_refunds_left_out(from.refunds_left_out);
  into.set_money_returned(from.money_returned);
  into.set_risk(from.risk);
  into.set_code_tries_left(from.code_tries_left);
  into.set_shadow(from.is_shadow);
  into.set_payer_action(from.payer_action);
  into.set_payer_action_content(from.payer_action_content);
}

void to_proto(const path_view& from, v1::Path& into) {
  const auto& s = from.state;
  into.set_path(from.where.text());
  into.set_phase(std::string(name_of(s.phase)));
  if (s.why) {
    into.set_since(time_or_nothing(s.since));
    into.set_why(std::string(name_of(*s.why)));
  }
  if (s.until) into.set_until(time_or_nothing(*s.until));
  into.set_finished(s.counted.finished);
  into.set_failed(s.counted.failed);
  into.set_slow(s.counted.slow);
  into.set_generation(s.generation);
  into.set_forced(std::string(name_of(s.forced)));
  if (s.forced_until) into.set_forced_until(time_or_nothing(*s.forced_until));
  if (s.forced_by != origin{}) to_proto({"forced", s.forced_by}, *into.mutable_forced_by());
  into.set_good(from.good);
  into.set_counted(from.counted);
  into.set_others_good(from.others_good);
  into.set_others_counted(from.others_counted);
}

void to_proto(const channel_view& from, v1::Channel& into) {
  into.set_id(from.id);
  into.set_wallet(from.wallet);
  into.set_enabled(from.enabled);
  into.set_in_flight(from.in_flight);
  into.set_max_in_flight(from.max_in_flight);
  into.set_queued(from.queued);
  into.set_queue_capacity(from.queue_capacity);
  into.set_calls_per_second(from.calls_per_second);
  into.set_faulty_per_second(from.faulty_per_second);
  into.set_calls(from.calls);
  into.set_unknown(from.unknown);
  into.set_refused(from.refused);
  into.set_queue_deadline_ms(from.queue_deadline.count());
  for (const auto& origin : from.origins) to_proto(origin, *into.add_origins());
  for (const auto& path : from.paths) to_proto(path, *into.add_paths());
}

void to_proto(const std::vector<channel_view>& from, v1::ChannelList& into) {
  for (const auto& channel : from) to_proto(channel, *into.add_channels());
}

void to_proto(const merchant_view& from, v1::Merchant& into) {
  into.set_merchant(from.id);
  into.set_life(from.life);
  for (const auto type : from.business_types) into.add_business_types(std::string(name_of(type)));
  for (const auto& channel : from.channels) into.add_channels(channel.value());
  for (const auto& document : from.documents) {
    auto& to = *into.add_documents();
    to.set_name(document.name);
    to.set_sha256(document.sha256);
  }
  for (const auto& [name, value] : from.limits)
    into.add_limits(text_of(name) + '=' + std::to_string(value));
  for (const auto& [type, level] : from.levels) {
    auto& to = *into.add_levels();
    to.set_business_type(std::string(name_of(type)));
    to.set_level(std::string(name_of(level.to)));
    to.set_per_second(level.per_second);
    if (level.until) to.set_until(rfc3339(*level.until));
  }
  for (const auto& [type, promotion] : from.promotions) {
    auto& to = *into.add_promotions();
    to.set_business_type(std::string(name_of(type)));
    to.set_times(promotion.times);
    if (promotion.from) to.set_from(rfc3339(*promotion.from));
    if (promotion.until) to.set_until(rfc3339(*promotion.until));
  }
  for (const auto& origin : from.origins) to_proto(origin, *into.add_origins());
}

void to_proto(const merchant_list& from, v1::MerchantList& into) {
  for (const auto& merchant : from.all) to_proto(merchant, *into.add_merchants());
  into.set_next(from.next);
}

void to_proto(const engine_view& from, v1::EngineLevel& into) {
  into.set_level(std::string(name_of(from.now.to)));
  for (const auto type : from.now.business_types)
    into.add_business_types(std::string(name_of(type)));
  for (const auto& id : from.now.channels) into.add_channels(id.value());
  if (from.now.until) into.set_until(rfc3339(*from.now.until));
  into.set_restored_after(from.now.restored_after);
  if (from.from != origin{}) to_proto({"level", from.from}, *into.mutable_origin());
  into.set_position(from.position);
}

void to_proto(const reload_view& from, v1::Reload& into) {
  into.set_file(from.file);
  for (const auto& key : from.changed) into.add_changed(key);
  for (const auto& key : from.needs_restart) into.add_needs_restart(key);
  for (const auto& word : from.kept) to_proto(word, *into.add_kept());
}

void to_proto(const proposal_view& from, v1::Proposal& into) {
  into.set_proposal(from.id.value());
  into.set_text(from.text);
  into.set_word(from.word);
  into.set_about(from.about);
  into.set_position(from.position);
  into.set_stage(from.stage);
  into.set_proposed_by(from.proposer.operator_name);
  into.set_reason(from.proposer.reason);
  into.set_confirmed_by(from.second);
  into.set_valid_until(time_or_nothing(from.until));
}

void to_proto(const order::waiting_matter& from, v1::Waiting& into) {
  into.set_merchant(from.order.merchant.value());
  into.set_order_no(from.order.number.value());
  into.set_attempt(from.attempt.value());
  if (from.refund) into.set_refund_no(from.refund->value());
  into.set_reason(from.reason);
  into.set_since(time_or_nothing(from.since));
  put_money(from.amount, into);
  for (const auto& e : from.evidence) into.add_evidence(e);
  for (const auto word : from.words) into.add_resolutions(std::string(name_of(word)));
}

void to_proto(const people_list& from, v1::PeopleList& into) {
  for (const auto& p : from.proposals) to_proto(p, *into.add_proposals());
  for (const auto& m : from.matters) to_proto(m, *into.add_waiting());
  into.set_left_out(from.left_out);
}

void to_proto(const second_person_wanted& from, v1::ErrorReply& into) {
  to_proto(refusal_of(from), *into.mutable_error());
  to_proto(from.what, *into.mutable_proposal());
}

void to_proto(const principal_view& from, v1::Principal& into) {
  into.set_principal(from.id);
  into.set_kind(from.kind);
  into.set_person(from.person);
  into.set_in_force(from.in_force);
  for (const auto& merchant : from.merchants) into.add_merchants(merchant);
  for (const auto& grant : from.grants) into.add_grants(grant);
  for (const auto& origin : from.origins) to_proto(origin, *into.add_origins());
}

void to_proto(const principal_list& from, v1::PrincipalList& into) {
  for (const auto& principal : from.all) to_proto(principal, *into.add_principals());
  into.set_next(from.next);
}

void to_proto(const key_view& from, v1::Key& into) {
  into.set_key(from.id);
  into.set_kind(from.kind);
  into.set_owner(from.owner);
  into.set_public_key(from.public_half);
  into.set_fingerprint(from.fingerprint);
  into.set_from(time_or_nothing(from.from));
  if (from.until) into.set_until(rfc3339(*from.until));
  if (from.revoked_at) into.set_revoked_at(rfc3339(*from.revoked_at));
  for (const auto& origin : from.origins) to_proto(origin, *into.add_origins());
}

void to_proto(const key_list& from, v1::KeyList& into) {
  for (const auto& key : from.all) to_proto(key, *into.add_keys());
  into.set_next(from.next);
}

void to_proto(const agreement_view& from, v1::Agreement& into) {
  into.set_merchant(from.agreement.merchant.value());
  into.set_agreement_no(from.agreement.number.value());
  into.set_state(from.state);
  into.set_channel(from.channel);
  into.set_business_type(std::string(name_of(from.type)));
  into.set_payer(from.payer);
  into.set_code(from.code);
  into.set_payer_action(from.payer_action);
  into.set_payer_action_content(from.payer_action_content);
  into.set_not_after(time_or_nothing(from.not_after));
  into.set_requested_at(time_or_nothing(from.requested_at));
  into.set_sequence(from.sequence);
  into.set_code_tries_left(from.code_tries_left);
}

void to_proto(const webhook_list& from, v1::WebhookList& into) {
  into.set_merchant(from.merchant.value());
  for (const auto& w : from.all) {
    auto& one = *into.add_webhooks();
    one.set_endpoint(w.endpoint);
    one.set_state(w.state);
    one.set_why(w.why);
    one.set_waiting(w.waiting);
    one.set_is_behind(w.is_behind);
    one.set_oldest(w.oldest);
    one.set_disabled_at(time_or_nothing(w.disabled_at));
    one.set_given_up(w.given_up);
    one.set_last_given_up(w.last_given_up);
    for (const auto& t : w.tries) {
      auto& last = *one.add_tries();
      last.set_sequence(t.event);
      last.set_at(rfc3339(t.at));
      last.set_took_ms(static_cast<std::uint64_t>(t.took.count()));
      last.set_outcome(std::string(name_of(t.said.what)));
      last.set_status(static_cast<std::uint32_t>(t.said.status));
    }
  }
}

void to_proto(const trace_view& from, v1::OrderTrace& into) {
  into.set_merchant(from.order.merchant.value());
  into.set_order_no(from.order.number.value());
  into.set_state(from.state);
  into.set_left_out(from.left_out);
  for (const auto& s : from.steps) {
    auto& one = *into.add_steps();
    one.set_time(rfc3339(s.at));
    one.set_sequence(s.sequence);
    one.set_step(s.step);
    one.set_actor(s.actor);
    one.set_channel(s.channel);
    one.set_number(s.number);
    one.set_code(s.code);
    if (s.took) one.set_took_ms(s.took->count());
    one.set_why(s.why);
  }
}

void to_proto(const risk_taken& from, v1::RiskTaken& into) {
  into.set_merchant(from.order.merchant.value());
  into.set_order_no(from.order.number.value());
  into.set_question(from.number);
}

template <class Message, class View>
std::string encoded(const View& view, body_format form) {
  auto& message = fresh<Message>();
  to_proto(view, message);
  return write_body(form, message);
}

}  // namespace

std::string encode(const answer& given, body_format form) {
  return std::visit(
      overloaded{
          [&](const order_view& o) {
            return form == body_format::json ? to_json(o) : encoded<v1::Order>(o, form);
          },
          [&](const refund_view& r) {
            return form == body_format::json ? to_json(r) : encoded<v1::Refund>(r, form);
          },
          [&](const std::vector<channel_view>& c) { return encoded<v1::ChannelList>(c, form); },
          [&](const channel_view& c) { return encoded<v1::Channel>(c, form); },
          [&](const merchant_view& m) { return encoded<v1::Merchant>(m, form); },
          [&](const merchant_list& m) { return encoded<v1::MerchantList>(m, form); },
          [&](const engine_view& e) { return encoded<v1::EngineLevel>(e, form); },
          [&](const reload_view& r) { return encoded<v1::Reload>(r, form); },
          [&](const proposal_view& p) { return encoded<v1::Proposal>(p, form); },
          [&](const second_person_wanted& w) { return encoded<v1::ErrorReply>(w, form); },
          [&](const people_list& p) { return encoded<v1::PeopleList>(p, form); },
          [&](const principal_view& p) { return encoded<v1::Principal>(p, form); },
          [&](const principal_list& p) { return encoded<v1::PrincipalList>(p, form); },
          [&](const key_view& k) { return encoded<v1::Key>(k, form); },
          [&](const key_list& k) { return encoded<v1::KeyList>(k, form); },
          [&](const rulebook_view& b) { return encoded<v1::Rulebook>(b, form); },
          [&](const account_view& a) { return encoded<v1::Account>(a, form); },
          [&](const settlements_view& s) { return encoded<v1::Settlements>(s, form); },
          [&](const contract_view& c) { return encoded<v1::Contract>(c, form); },
          [&](const difference_view& d) { return encoded<v1::Difference>(d, form); },
          [&](const difference_list& d) { return encoded<v1::DifferenceList>(d, form); },
          [&](const bill_view& b) { return encoded<v1::BillReport>(b, form); },
          [&](const route_view& r) { return encoded<v1::RouteExplanation>(r, form); },
          [&](const method_list& m) { return encoded<v1::MethodList>(m, form); },
          [&](const agreement_view& a) { return encoded<v1::Agreement>(a, form); },
          [&](const webhook_list& w) { return encoded<v1::WebhookList>(w, form); },
          [&](const trace_view& t) { return encoded<v1::OrderTrace>(t, form); },
          [&](const alarm_list& a) { return encoded<v1::AlarmList>(a, form); },
          [&](const link_figures_view& l) { return encoded<v1::LinkFigures>(l, form); },
          [&](const risk_taken& t) { return encoded<v1::RiskTaken>(t, form); },
          [&](const rejection& r) { return encode_rejection(r, form); },
      },
      given);
}

rejection refusal_of(const second_person_wanted& wanted) {
  const auto& p = wanted.what;
  return {rejection_code::second_person_needed, "operator",
          "it is proposed, and not done: until " + rfc3339(p.until) +
              " another person may agree with operator.confirm, proposal " + p.id.value() +
              ", position " + std::to_string(p.position)};
}

std::string encode_rejection(const rejection& refused, body_format form) {
  auto& message = fresh<v1::ErrorReply>();
  to_proto(refused, *message.mutable_error());
  return write_body(form, message);
}

}  // namespace sluice::api

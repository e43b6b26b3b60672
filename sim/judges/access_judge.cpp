#include "sim/judges/access_judge.hpp"

#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "sim/world/callers.hpp"

namespace sluice::sim {
namespace {

/// What anybody may be told at any time: nothing about orders, merchants or ids is in it.
bool says_nothing(rejection_code c) {
  return c == rejection_code::not_allowed || c == rejection_code::signature_wrong ||
         c == rejection_code::key_revoked || c == rejection_code::key_expired ||
         c == rejection_code::busy || c == rejection_code::unavailable ||
         c == rejection_code::draining;
}

enum class kind_of_question : std::uint8_t { services, reads, looks, persons, risks };

kind_of_question kind_of(const question& ask) {
  using kind = kind_of_question;
  return std::visit(
      overloaded{
          [](const create_order&) { return kind::services; },
          [](const revoke_order&) { return kind::services; },
          [](const capture_order&) { return kind::services; },
          [](const verify_order&) { return kind::services; },
          [](const create_refund&) { return kind::services; },
          [](const answer_risk&) { return kind::risks; },
          [](const get_order&) { return kind::reads; },
          [](const get_refund&) { return kind::reads; },
          [](const list_channels&) { return kind::reads; },
          [](const get_channel&) { return kind::looks; },
          [](const list_merchants&) { return kind::looks; },
          [](const get_merchant&) { return kind::looks; },
          [](const resolve_order&) { return kind::persons; },
          [](const change_channel&) { return kind::persons; },
          [](const force_path&) { return kind::persons; },
          [](const create_merchant&) { return kind::persons; },
          [](const change_merchant&) { return kind::persons; },
          [](const degrade_merchant&) { return kind::persons; },
          [](const promote_merchant&) { return kind::persons; },
          [](const get_engine&) { return kind::looks; },
          [](const degrade_engine&) { return kind::persons; },
          [](const reload_configuration&) { return kind::persons; },
          [](const list_people&) { return kind::looks; },
          [](const confirm_proposal&) { return kind::persons; },
          [](const list_principals&) { return kind::looks; },
          [](const change_principal&) { return kind::persons; },
          [](const list_keys&) { return kind::looks; },
          [](const add_key&) { return kind::persons; },
          [](const revoke_key&) { return kind::persons; },
          [](const get_rulebook&) { return kind::looks; },
          [](const change_routing&) { return kind::persons; },
          [](const get_account&) { return kind::reads; },
          [](const get_contract&) { return kind::looks; },
          [](const put_contract&) { return kind::persons; },
          [](const list_settlements&) { return kind::reads; },
          [](const settle_merchant&) { return kind::persons; },
          [](const resolve_settlement&) { return kind::persons; },
          [](const report_bill&) { return kind::persons; },
          [](const list_differences&) { return kind::looks; },
          [](const get_difference&) { return kind::looks; },
          [](const resolve_difference&) { return kind::persons; },
          [](const get_route&) { return kind::looks; },
          [](const get_trace&) { return kind::looks; },
          [](const imagine_route&) { return kind::looks; },
          [](const list_methods&) { return kind::reads; },
          [](const create_agreement&) { return kind::services; },
          [](const get_agreement&) { return kind::reads; },
          [](const verify_agreement&) { return kind::services; },
          [](const end_agreement&) { return kind::services; },
          [](const list_webhooks&) { return kind::reads; },
          [](const enable_webhook&) { return kind::persons; },
          [](const list_alarms&) { return kind::looks; },
          [](const acknowledge_alarm&) { return kind::persons; },
          [](const silence_alarms&) { return kind::persons; },
          [](const get_link_figures&) { return kind::looks; },
      },
      ask);
}

}  // namespace

bool access_judge::is_entitled(const request& r) {
  if (is_changing(r.from)) return false;  // it only looks, and is judged here alone
  const auto kind = kind_of(r.ask);
  const auto* about = merchant_of(r.ask);
  const auto who = role_of(r.from, about != nullptr ? *about : merchant_id{});
  switch (who) {
    case role::nobody:
      return about != nullptr && is_open(*about) && kind != kind_of_question::persons &&
             kind != kind_of_question::risks;
    case role::service:
      return kind == kind_of_question::services || kind == kind_of_question::reads;
    case role::operator_:
    case role::second_operator:
    case role::same_operator:
      return kind != kind_of_question::services && kind != kind_of_question::risks;
    case role::auditor: return kind == kind_of_question::reads || kind == kind_of_question::looks;
    case role::risk_service: return kind == kind_of_question::risks;
    case role::foreign_service:
    case role::revoked_service:
    case role::other_version:
    case role::forger: return false;
  }
  broken_invariant("every role is judged", __FILE__, __LINE__);
}

void access_judge::asked(reply_judge::ticket t, const request& r) {
  if (is_changing(r.from)) {
    guests_.emplace(t, guest{r.from.key, r.ask, time_->now()});
    return;
  }
  if (!is_entitled(r)) {
    strangers_.emplace(t, r.from.is_nobody() ? "nobody" : r.from.key.value());
    return;
  }
  std::visit(
      overloaded{
          [&](const create_order& q) { wishes_.emplace(q.order, wish::pay); },
          [&](const revoke_order& q) { wishes_.emplace(q.order, wish::revoke); },
          [&](const capture_order& q) { wishes_.emplace(q.order, wish::capture); },
          [&](const create_refund& q) { wishes_.emplace(q.order, wish::refund); },
          [&](const verify_order& q) { wishes_.emplace(q.order, wish::verify); },
          [&](const answer_risk& q) { wishes_.emplace(q.order, wish::judge_risk); },
          [&](const resolve_order& q) { wishes_.emplace(q.order, wish::resolve); },
          [](const create_agreement&) {},
          [](const auto& about_nothing_that_is_written) {
            static_assert(!requires { about_nothing_that_is_written.body; });
          },
      },
      r.ask);
}

void access_judge::replied(reply_judge::ticket t, const answer& a) {
  if (const auto g = guests_.extract(t)) return judge(g.mapped(), a);
  const auto stranger = strangers_.extract(t);
  if (!stranger) return;
  const auto* no = std::get_if<rejection>(&a);
  if (no == nullptr)
    verdict_->guilty(promise::only_the_entitled, stranger.mapped() + " is answered");
  else if (!says_nothing(no->code))
    verdict_->guilty(promise::only_the_entitled,
                     stranger.mapped() + " is told " + std::string(name_of(no->code)));
}

/// A change holds once the actors have taken note, which takes no time: of what was asked in that
/// very moment both is right.
void access_judge::judge(const guest& g, const answer& a) {
  if (changed_at_ >= g.since) return;
  const bool may = register_.may_ask(g.key, g.ask);
  const auto* no = std::get_if<rejection>(&a);
  const bool is_turned_away = no != nullptr && says_nothing(no->code);
  const bool is_busy = is_turned_away && is_retryable(no->code);
  if (may == is_turned_away && !is_busy)
    verdict_->guilty(promise::only_the_entitled,
                     g.key.value() + (may ? " is turned away although it may ask"
                                          : " is answered although it may not ask"));
}

void access_judge::durable(const access::event& e) {
  register_.durable(e);
  changed_at_ = time_->now();
}

void access_judge::durable(const order_id& id, const order::event& e) {
  if (std::holds_alternative<order::order_accepted>(e))
    must_have_asked(id, wish::pay, "is accepted");
  if (const auto* r = std::get_if<order::revoke_requested>(&e);
      r != nullptr && r->reason == order::revoke_reason::merchant_asked)
    must_have_asked(id, wish::revoke, "is revoked");
  if (const auto* r = std::get_if<order::refund_requested>(&e);
      r != nullptr && r->purpose == order::refund_purpose::merchant)
    must_have_asked(id, wish::refund, "is refunded");
  if (std::holds_alternative<order::capture_requested>(e))
    must_have_asked(id, wish::capture, "is captured");
  if (std::holds_alternative<order::code_tried>(e) || std::holds_alternative<order::code_given>(e))
    must_have_asked(id, wish::verify, "is verified");
  if (const auto* r = std::get_if<order::risk_judged>(&e); r != nullptr && r->is_answered)
    must_have_asked(id, wish::judge_risk, "is judged");
  if (std::holds_alternative<order::order_resolved>(e) ||
      std::holds_alternative<order::refund_sent_on>(e))
    must_have_asked(id, wish::resolve, "is resolved");
}

void access_judge::must_have_asked(const order_id& id, wish what, std::string_view done) {
  if (!wishes_.contains({id, what}))
    verdict_->guilty(promise::only_the_entitled,
                     to_string(id) + ' ' + std::string(done) + ", and nobody who may asked for it");
}

}  // namespace sluice::sim

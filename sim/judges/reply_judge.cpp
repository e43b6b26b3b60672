#include "sim/judges/reply_judge.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "sim/judges/payer_wallet.hpp"
#include "sim/judges/questions.hpp"

namespace sluice::sim {
namespace {

/// The engine looks after its waiters once a second.
constexpr millis grace{2500};

const order::resolve* word_about_a_card(const question& ask) {
  const auto* r = std::get_if<resolve_order>(&ask);
  return r != nullptr && order::sends_on(r->verdict.verdict) ? &r->verdict : nullptr;
}

bool waits_for_a_card(order_facts& o, const refund_no& refund) {
  const auto* r = o.refund_of(refund);
  return r != nullptr && r->now == refund_facts::stage::with_a_person && r->waits_for_a_card;
}

bool may_come_at_any_time(rejection_code c) {
  return c == rejection_code::busy || c == rejection_code::unavailable ||
         c == rejection_code::draining || c == rejection_code::order_quarantined;
}

}  // namespace

reply_judge::ticket reply_judge::asked(const request& r, const manner& how) {
  const auto t = ++count_;
  asked_for q{.ask = r.ask,
              .body = r.body,
              .how = how,
              .at = time_->now(),
              .settings = of_settings_->note(r.ask)};
  if (is_about_order(r.ask)) {
    auto& o = facts_->of(order_of(r.ask));
    q.existed = o.exists();
    if (const auto* refund = std::get_if<get_refund>(&r.ask))
      q.had_refund = o.refund_of(refund->refund) != nullptr;
  }
  open_.emplace(t, std::move(q));
  deadlines_.emplace_back(time_->now() + settings_->response_limit + grace - excused_, t);
  return t;
}

void reply_judge::time_moved() {
  while (!deadlines_.empty()) {
    const auto& [when, t] = deadlines_.front();
    const auto it = open_.find(t);
    if (it != open_.end()) {
      if (when + excused_ >= time_->now()) return;
      guilty(it->second, "no reply within the response limit");
    }
    deadlines_.pop_front();
  }
}

void reply_judge::replied(ticket t, const answer& a) {
  const auto it = open_.find(t);
  if (it == open_.end()) return verdict_->guilty(promise::one_reply, "a command is answered twice");
  const auto q = std::move(it->second);
  open_.erase(it);
  if (is_about_order(q.ask)) endpoints_->answered(order_of(q.ask));
  if (!q.how.is_entitled) return;
  if (!is_about_order(q.ask)) return judge_settings(q, a);
  std::visit(
      overloaded{
          [&](const order_view& v) { judge(q, v); },
          [&](const refund_view& v) { judge(q, v); },
          [&](const rejection& r) { judge(q, r); },
          [&](const second_person_wanted& w) { judge(q, w); },
          [&](const risk_taken&) {
            if (!std::holds_alternative<answer_risk>(q.ask))
              guilty(q, "answered as the risk service is");
          },
          [&](const auto&) { guilty(q, "answered with settings"); },
      },
      a);
}

/// What is refused is refused with a reason that is one of its own.
void reply_judge::judge_settings(const asked_for& q, const answer& a) {
  if (std::holds_alternative<order_view>(a) || std::holds_alternative<refund_view>(a))
    return guilty(q, "answered with an order");
  of_settings_->answered(q.settings, a);
  const auto* no = std::get_if<rejection>(&a);
  if (no != nullptr && no->code == rejection_code::not_allowed)
    guilty(q, "whoever may ask is turned away");
  const auto* brings = std::get_if<verify_agreement>(&q.ask);
  if (no != nullptr && no->code == rejection_code::card_forgotten &&
      (brings == nullptr || !agreements_->may_forget_card(brings->agreement)))
    guilty(q, "a card is forgotten that was given to this engine");
  const bool is_look =
      std::holds_alternative<get_channel>(q.ask) || std::holds_alternative<list_merchants>(q.ask) ||
      std::holds_alternative<list_channels>(q.ask);
  if (no != nullptr && is_look && !may_come_at_any_time(no->code))
    guilty(q, "a look is refused with " + std::string(name_of(no->code)));
}

void reply_judge::judge(const asked_for& q, const order_view& v) {
  auto& o = facts_->of(order_of(q.ask));
  if (v.order != o.id) return guilty(q, "answered with another order");
  if (!o.exists()) return guilty(q, "acknowledged before the order is durable");
  if (q.how.misused_id) return guilty(q, "a command id is accepted again with another body");
  if (const auto* c = std::get_if<create_order>(&q.ask))
    if (c->body != o.body || c->amount != o.amount || c->type != o.type)
      return guilty(q, "an order number is accepted again with another body");
  const auto m = std::find_if(o.moments.rbegin(), o.moments.rend(), [&](const moment& x) {
    return x.sequence == v.sequence;
  });
  if (m == o.moments.rend()) return guilty(q, "answered with what is not durable");
  if (m->state != v.state)
    return guilty(q, "answered " + v.state + ", but the log says " + std::string(m->state));
  if (m->refunded_minor != v.refunded_minor || v.amount != o.amount)
    guilty(q, "answered with amounts that are not in the log");
}

void reply_judge::judge(const asked_for& q, const refund_view& v) {
  auto& o = facts_->of(order_of(q.ask));
  const auto* r = o.refund_of(refund_no{v.refund_no});
  if (r == nullptr) return guilty(q, "acknowledged before the refund is durable");
  if (q.how.misused_id) return guilty(q, "a command id is accepted again with another body");
  if (v.amount != r->amount) return guilty(q, "answered with amounts that are not in the log");
  if (const auto* c = std::get_if<create_refund>(&q.ask))
    if (c->body != r->body) return guilty(q, "a refund number is accepted again with another body");
  if (v.state == "done" && !r->told_done && o.told_by_person.empty())
    guilty(q, "a refund is called done, and no channel said so");
}

void reply_judge::judge(const asked_for& q, const second_person_wanted& w) {
  if (!std::holds_alternative<resolve_order>(q.ask)) guilty(q, "somebody else must agree to it");
  if (w.what.stage != "open") guilty(q, "nobody can agree to it any more");
}

void reply_judge::judge(const asked_for& q, const rejection& r) {
  if (may_come_at_any_time(r.code)) return;
  if (const auto why = wrong_refusal(q, r); !why.empty())
    guilty(q, "refused with " + std::string(name_of(r.code)) + ", but " + why);
}

bool reply_judge::may_not_be_essential(const create_order& wish, world_time since) const {
  for (const auto& list : of_settings_->channels_of(wish.order.merchant)) {
    std::vector<channel_id> has;
    for (const auto& name : list) has.emplace_back(name);
    if (essentials_->may_refuse(wish, has, since)) return true;
  }
  return false;
}

/// When it is over is told by the log's clock, which order_test looks at.
bool reply_judge::has_refund_window(const order_facts& o) const {
  return std::any_of(
      settings_->channels.begin(), settings_->channels.end(), [&](const channel_settings& c) {
        return !o.attempts.empty() && c.id == o.attempts.back().channel &&
               c.timing.at(o.type).windows.refund != channel_window{};
      });
}

std::string reply_judge::wrong_refusal(const asked_for& q, const rejection& r) {
  auto& o = facts_->of(order_of(q.ask));
  const auto unless = [](bool right, std::string_view why) {
    return right ? std::string{} : std::string(why);
  };
  const auto* create = std::get_if<create_order>(&q.ask);
  const auto* refund = std::get_if<create_refund>(&q.ask);
  const auto* known = refund != nullptr ? o.refund_of(refund->refund) : nullptr;
  if (r.code == rejection_code::command_id_reused)
    return unless(
        q.how.misused_id || q.how.contested_id, "the id was never used for anything else");
  if (r.code == rejection_code::balance_too_low)
    return unless(
        refund != nullptr && known == nullptr && balances_->was_settled(refund->order.merchant),
        "nothing of its merchant's money was paid out, or the refund exists");
  if (r.code == rejection_code::disk_nearly_full)
    return unless(create != nullptr && !q.existed, "the order exists");
  if (r.code == rejection_code::order_number_reused)
    return unless(
        create != nullptr && o.exists() && create->body != o.body, "the body is the same");
  if (r.code == rejection_code::expired && std::holds_alternative<verify_order>(q.ask))
    return unless(o.not_after.has_value(), "its caller has named no time");
  if (r.code == rejection_code::expired)
    return unless(create != nullptr && create->not_after && !q.existed, "the order exists");
  if (r.code == rejection_code::shadow_not_simulated)
    return unless(create != nullptr && create->is_shadow && !q.existed,
                  "it is no test traffic, or the order exists");
  if (r.code == rejection_code::merchant_disabled)
    return unless(create != nullptr && !q.existed &&
                      !of_settings_->was_active_since(create->order.merchant, q.at),
                  "the merchant is active, or the order exists");
  if (r.code == rejection_code::limit_exceeded)
    return unless(create != nullptr && !q.existed &&
                      (quotas_->may_refuse(*create, q.at) || endpoints_->may_refuse(q.at)),
                  "neither its merchant nor all have met a limit, or the order exists");
  if (r.code == rejection_code::merchant_degraded)
    return unless(create != nullptr && !q.existed && levels_->may_refuse(*create, q.at),
                  "its level takes it, or the order exists");
  if (r.code == rejection_code::engine_essential)
    return unless(create != nullptr
                      ? !q.existed && may_not_be_essential(*create, q.at)
                      : std::holds_alternative<get_route>(q.ask) && essentials_->may_be_off(q.at),
                  "the engine takes it, or the order exists");
  if (r.code == rejection_code::all_paths_open)
    return unless(create != nullptr && !q.existed && may_be_all_shut(*create, q.at),
                  "a channel was open for it all the time, or the order exists");
  if (r.code == rejection_code::no_channel_left)
    return unless(create != nullptr && !q.existed && rules_->may_take_away_since(q.at),
                  "no rule took a channel away, or the order exists");
  if (r.code == rejection_code::agreement_not_in_force ||
      r.code == rejection_code::agreement_not_found)
    return unless(create != nullptr && create->agreement && !q.existed &&
                      agreements_->may_refuse(
                          {create->order.merchant, *create->agreement}, create->type, q.at),
                  "its agreement serves it, or the order exists");
  if (create != nullptr) return "nothing is wrong with the order";
  if (r.code == rejection_code::order_not_found) return unless(!q.existed, "the order exists");
  if (r.code == rejection_code::refund_not_found) return unless(!q.had_refund, "the refund exists");
  if (r.code == rejection_code::order_already_paid)
    return unless(o.stage == order_stage::paid, "the order is not paid");
  if (r.code == rejection_code::order_already_failed)
    return unless(o.stage == order_stage::failed, "the order has not failed");
  if (r.code == rejection_code::order_not_revocable ||
      r.code == rejection_code::order_not_refundable)
    return unless(
        o.type == business_type::payout || (!o.attempts.empty() && o.attempts.back().is_capture),
        "this business allows it");
  if (r.code == rejection_code::nothing_to_capture ||
      r.code == rejection_code::capture_exceeds_authorized)
    return unless(std::holds_alternative<capture_order>(q.ask), "nobody captured anything");
  if (r.code == rejection_code::refund_number_reused)
    return unless(known != nullptr && known->body != refund->body, "the body is the same");
  if (r.code == rejection_code::refund_exceeds_paid)
    return unless(refund != nullptr && refund->amount.minor_units > o.left_to_refund(),
                  "there is enough left");
  if (r.code == rejection_code::refund_too_late)
    return unless(known == nullptr && has_refund_window(o), "its channel refunds at any time");
  if (r.code == rejection_code::order_not_paid)
    return unless(refund != nullptr && known == nullptr, "the refund is known");
  if (r.code == rejection_code::order_needs_no_operator ||
      r.code == rejection_code::proposal_void ||
      r.code == rejection_code::resolved_amount_impossible)
    return unless(std::holds_alternative<resolve_order>(q.ask), "nobody resolved anything");
  if (r.code == rejection_code::refund_not_stuck)
    return unless(word_about_a_card(q.ask) != nullptr &&
                      !waits_for_a_card(o, word_about_a_card(q.ask)->refund),
                  "a card is waited for");
  if (r.code == rejection_code::card_forgotten)
    return unless(word_about_a_card(q.ask) != nullptr, "it names no card");
  if (r.code == rejection_code::verification_not_wanted)
    return unless(std::holds_alternative<verify_order>(q.ask), "nobody gave a code");
  if (r.code == rejection_code::risk_question_unknown)
    return unless(std::holds_alternative<answer_risk>(q.ask), "nobody answered a question");
  return "this command can never be refused so";
}

/// No channel of the merchant's list that serves the business was open, and had room, all the time
/// since then, and essential; or a rule may have taken away those that were.
bool reply_judge::may_be_all_shut(const create_order& wish, world_time since) const {
  if (rules_->may_take_away_since(since)) return true;
  const auto lists = of_settings_->channels_of(wish.order.merchant);
  const auto is_listed = [&](const channel_id& c) {
    return std::all_of(lists.begin(), lists.end(), [&](const auto& list) {
      return std::find(list.begin(), list.end(), c.value()) != list.end();
    });
  };
  const auto reaches = wallet_by_prefix(wish.payment_code.masked());
  const auto serves = [&](const channel_settings& c) {
    const auto& types = c.business_types;
    return std::find(types.begin(), types.end(), wish.type) != types.end() &&
           (!reaches || c.reaches == reaches) && wish.is_shadow == c.is_simulated &&
           is_listed(c.id);
  };
  const auto was_open = [&](const channel_settings& c) {
    return of_settings_->was_on_since(c.id, since) &&
           !of_settings_->may_hold_back_since(c.id, since) &&
           !facts_->fullness_of(c.id).at_or_after(since) &&
           !essentials_->may_refuse(wish, {c.id}, since);
  };
  const auto& all = settings_->channels;
  // An agreement is at one of them, and this judge does not know at which.
  if (wish.agreement)
    return std::ranges::any_of(all, [&](auto& c) { return serves(c) && !was_open(c); });
  return std::ranges::none_of(all, [&](auto& c) { return serves(c) && was_open(c); });
}

void reply_judge::guilty(const asked_for& q, const std::string& why) {
  verdict_->guilty(promise::one_reply, subject_of(q.ask) + ": " + why);
}

}  // namespace sluice::sim

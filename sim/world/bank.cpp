#include "sim/world/bank.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;

constexpr millis code_expires = 45s;  // WeChat revokes an unpaid payment code by itself

order::refund_report report_of(const channel_call& call, order::refund_finding f,
                               std::string code) {
  return {.refund = call.refund, .found = f, .code = std::move(code)};
}

order::revoke_report revoke_answer(const channel_call& call, order::revoke_finding f,
                                   std::string code) {
  return {.attempt = call.attempt, .found = f, .code = std::move(code)};
}

}  // namespace

bank::bank(scene& in, const scenario_channel& about, tell_engine notify,
           agreement_register::tell_engine tell_of_agreement)
    : scene_(&in),
      about_(about),
      notify_(std::move(notify)),
      agreements_(in, about, std::move(tell_of_agreement)),
      dice_(in.dice_of_trades(about)) {}

channel_answer bank::handle(const channel_call& call) {
  switch (call.what) {
    case operation::pay: return pay(call);
    case operation::confirm: return confirm(call);
    case operation::query: return query(call);
    case operation::revoke: return revoke(call);
    case operation::close: return close(call);
    case operation::refund: return refund(call);
    case operation::refund_query: return query_refund(call);
    case operation::send_on_refund: return send_on_refund(call);
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return agreements_.handle(call);
  }
  broken_invariant("every operation is handled", __FILE__, __LINE__);
}

bank::trade* bank::find(const channel_key& key) {
  const auto it = trades_.find(key.value());
  return it == trades_.end() ? nullptr : &it->second;
}

// -- pay ----------------------------------------------------------------------------------

channel_answer bank::pay(const channel_call& call) {
  const auto shown = call.payer ? call.payer->token.reveal() : std::string{};
  scene_->judges.agreements.charged(call.key, shown);
  scene_->judges.agreements.shown_to_payer(call.key, call.signs);
  auto [it, is_new] = trades_.try_emplace(call.key.value());
  auto& t = it->second;
  if (is_new && needs_code(call.type)) return send_code(t, call);
  if (is_new) return begin(t, call);
  order::attempt_report r{.attempt = call.attempt, .from = order::source::pay_answer};
  if (t.now == trade::status::paid) {
    r.found = order::finding::not_paid_if_query_agrees;
    r.code = "ORDERPAID";
  } else {
    r.found = order::finding::not_paid;
    r.code = "ORDERREVERSED";
    r.whose = fault::order;
  }
  return r;
}

order::attempt_report bank::begin(trade& t, const channel_call& call) {
  t.key = call.key.value();
  t.begun = instant{scene_->time.now()};
  t.type = call.type;
  t.amount = call.amount;
  if (call.taken_from) t.taken_from = call.taken_from->key.value();
  t.signs = call.signs.value();
  t.holds = policy_of(call.type).captured_later && !call.taken_from;
  if (dice_.of(t.key).strikes(hazard::another_amount_taken))
    t.amount.minor_units += dice_.of(t.key).roll().one_in(2) && t.amount.minor_units > 1 ? -1 : 1;
  if (dice_.of(t.key).strikes(hazard::notice_forged)) forge_notice(t);
  if (dice_.of(t.key).strikes(hazard::not_visible_yet))
    t.visible_from = scene_->time.now() + dice_.of(t.key).roll().between(0s, 10s);
  t.never_revocable = dice_.of(t.key).strikes(hazard::revoke_fails_on);
  t.revoke_refused = dice_.of(t.key).strikes(hazard::revoke_refused);

  order::attempt_report r{.attempt = call.attempt, .from = order::source::pay_answer};
  r.whose = fault::payer;  // of a decline; what is paid blames nobody
  if (call.payer && !call.payer->token.empty() &&
      !agreements_.may_charge(call.payer->token.reveal()))
    return decline(t, r, order::finding::not_paid, "AGREEMENT_NOT_EXIST");
  if (!can_take(t)) return decline(t, r, order::finding::not_paid, "NOTHING_HELD");
  if (dice_.of(t.key).strikes(hazard::declined))
    return decline(t, r, order::finding::not_paid, "NOTENOUGH");
  const bool gives_back_later = about_.notifies && call.type != business_type::payout;
  if (dice_.of(t.key).strikes(hazard::declined_elsewhere_works)) {
    r.reroutable = true;
    r.whose = fault::account;
    if (gives_back_later && dice_.of(t.key).strikes(hazard::rerouted_then_paid)) pay_later(t);
    return decline(t, r, order::finding::not_paid, "NOTSUPORTCARD");
  }
  if (dice_.of(t.key).strikes(hazard::declined_as_if_repeated))
    return decline(t, r, order::finding::not_paid_if_query_agrees, "AUTH_CODE_INVALID");
  if (gives_back_later && dice_.of(t.key).strikes(hazard::declined_then_paid)) {
    pay_later(t);
    return decline(t, r, order::finding::not_paid, "NOTENOUGH");
  }
  if (call.type == business_type::payment_code &&
      dice_.of(t.key).strikes(hazard::declined_trade_left_open)) {
    ask_payer(t);
    r.found = order::finding::not_paid_if_revoked;
    r.code = "ACQ.PAYMENT_FAIL";
    return r;
  }
  const bool acts_elsewhere = policy_of(call.type).asks_payer && t.taken_from.empty();
  const bool always_later =
      call.type != business_type::payment_code && t.taken_from.empty() && !about_.healthy;
  if (acts_elsewhere) r.action = payer_action{payer_action_kind::show_code, "pay:" + t.key};
  if (acts_elsewhere || always_later || dice_.of(t.key).strikes(hazard::payer_asked)) {
    ask_payer(t);
    r.found = order::finding::payer_paying;
    r.code = "USERPAYING";
    return r;
  }
  take_money(t);
  r.found = order::finding::paid;
  r.code = "SUCCESS";
  r.channel_reference = "T" + t.key;
  r.amount = stated(t, hazard::answer_wrong_amount);
  r.told = receipt_of(t);
  return r;
}

money bank::stated(const trade& t, hazard wrong) {
  auto amount = t.amount;
  if (dice_.of(t.key).strikes(wrong)) amount.minor_units += 2;
  return amount;
}

order::attempt_report bank::decline(trade& t, order::attempt_report r, order::finding f,
                                    std::string code) {
  t.now = trade::status::declined;
  r.found = f;
  r.code = std::move(code);
  return r;
}

void bank::pay_later(trade& t) {
  t.pays_later = true;
  scene_->time.after(dice_.of(t.key).roll().between(1s, 90s), [this, &t] { take_money(t); });
}

void bank::ask_payer(trade& t) {
  t.now = trade::status::asked;
  const bool payout = t.type == business_type::payout;
  const bool walks_away = dice_.of(t.key).strikes(hazard::payer_walks_away);
  if (payout || !t.taken_from.empty() || !walks_away) {
    // What needs no payer comes to an end by itself: it arrives, or it does not.
    t.pays_later = !walks_away;
    scene_->time.after(dice_.of(t.key).roll().between(1s, payout ? 600s : 60s), [this, &t] {
      if (t.now != trade::status::asked) return;
      if (t.pays_later)
        take_money(t);
      else
        t.now = trade::status::failed;
    });
  }
  if (t.type == business_type::payment_code && !t.never_revocable)
    scene_->time.after(code_expires, [this, &t] { expire(t); });
}

void bank::expire(trade& t) {
  if (t.now != trade::status::asked) return;
  t.now = trade::status::revoked;
  t.pays_later = false;
}

void bank::take_money(trade& t) {
  if (t.now == trade::status::paid || t.now == trade::status::revoked ||
      t.now == trade::status::closed)
    return;
  t.pays_later = false;
  if (!can_take(t)) {
    t.now = trade::status::failed;
    return;
  }
  t.now = trade::status::paid;
  t.paid_at = instant{scene_->time.now()};
  scene_->tale.tell({about_.name, t.holds ? "books: held" : "books: paid", t.key});
  if (t.holds) let_lapse(t);
  if (!t.taken_from.empty()) free_what_was_held(t);
  if (!t.signs.empty()) agreements_.paid_with(t.signs);
  scene_->judges.money.moved(flow::paid, channel_key{t.key}, t.amount.minor_units);
  scene_->judges.codes.charged(channel_key{t.key}, needs_code(t.type));
  send_notices(t);
}

bool bank::give_back(trade& t) {
  const auto back = left_of(t);
  t.now = trade::status::revoked;
  if (back == 0) return false;
  scene_->tale.tell({about_.name, "books: given back", t.key});
  scene_->judges.money.moved(flow::given_back, channel_key{t.key}, back);
  return true;
}

// -- query, revoke, close -------------------------------------------------------------------

channel_answer bank::query(const channel_call& call) {
  const auto* t = find(call.key);
  order::attempt_report r{.attempt = call.attempt, .from = order::source::query_answer};
  const auto says = [&](order::finding f, std::string code) {
    r.found = f;
    r.code = std::move(code);
    return r;
  };
  if (t == nullptr || scene_->time.now() < t->visible_from)
    return says(order::finding::not_found, "ORDERNOTEXIST");
  switch (t->now) {
    case trade::status::code_sent:
      // Of the last code that came; another may be on its way.
      if (t->wrong_codes > 0 && dice_.of(t->key).roll().one_in(2))
        return says(order::finding::not_paid, "CODE_WRONG");
      return says(order::finding::not_found, "ORDERNOTEXIST");
    case trade::status::unheard: return says(order::finding::not_found, "ORDERNOTEXIST");
    case trade::status::asked:
      return dice_.of(t->key).roll().one_in(2) ? says(order::finding::payer_paying, "USERPAYING")
                                               : says(order::finding::not_paid_yet, "NOTPAY");
    case trade::status::paid:
      r.amount = stated(*t, hazard::query_wrong_amount);
      r.channel_reference = "T" + t->key;
      r.told = receipt_of(*t);
      return says(order::finding::paid, "SUCCESS");
    case trade::status::closed: return says(order::finding::not_paid, "CLOSED");
    case trade::status::revoked: return says(order::finding::not_paid, "REVOKED");
    case trade::status::failed: return says(order::finding::not_paid, "FAIL");
    case trade::status::captured: return says(order::finding::not_paid, "CAPTURED");
    case trade::status::declined:
      return t->type == business_type::payout ? says(order::finding::not_paid, "FAIL")
                                              : says(order::finding::not_found, "ORDERNOTEXIST");
  }
  return r;
}

bool bank::is_over(const channel_window& w, instant began) const {
  const auto end = w.end(began);
  return end && instant{scene_->time.now()} >= *end;
}

channel_answer bank::revoke(const channel_call& call) {
  // Only of a channel that tells of what it did: nobody else would ever hear of the payment.
  if (find(call.key) == nullptr && about_.notifies &&
      dice_.of(call.key.value()).strikes(hazard::revoke_forgotten))
    return revoke_answer(call, order::revoke_finding::done, "SUCCESS");
  auto& t = trades_[call.key.value()];
  if (t.now == trade::status::unheard) t.key = call.key.value();  // burnt
  if (t.now == trade::status::asked &&
      dice_.of(call.key.value()).strikes(hazard::payer_pays_while_revoked))
    take_money(t);
  if (t.never_revocable && !dice_.calm())
    return revoke_answer(call, order::revoke_finding::unknown, "SYSTEMERROR");
  if (t.revoke_refused && t.now != trade::status::unheard)
    return revoke_answer(call, order::revoke_finding::refused, "CANCEL_NOT_ALLOWED");
  if (t.now != trade::status::unheard && is_over(about_.windows.revoke, t.begun))
    return revoke_answer(call, order::revoke_finding::too_late, "REVERSE_EXPIRE");
  if (t.now == trade::status::asked && dice_.of(call.key.value()).strikes(hazard::revoke_again))
    return revoke_answer(call, order::revoke_finding::again, "USERPAYING");
  if (t.now == trade::status::declined && t.pays_later)
    return revoke_answer(call, order::revoke_finding::again, "SYSTEMERROR");
  auto done = revoke_answer(call, order::revoke_finding::done, "SUCCESS");
  if (t.now == trade::status::paid) {
    const bool says = about_.reaches != wallet::wechat;
    if (give_back(t) && says) done.money_returned = order::returned::yes;
  } else if (t.now == trade::status::asked) {
    t.now = trade::status::revoked;
    t.pays_later = false;
  }
  return done;
}

channel_answer bank::close(const channel_call& call) {
  auto* t = find(call.key);
  if (t == nullptr)
    return revoke_answer(call, order::revoke_finding::unknown, "ACQ.TRADE_NOT_EXIST");
  if (t->now == trade::status::asked && dice_.of(t->key).strikes(hazard::payer_pays_while_revoked))
    take_money(*t);
  if (t->never_revocable && !dice_.calm())
    return revoke_answer(call, order::revoke_finding::unknown, "SYSTEMERROR");
  if (t->now == trade::status::asked && dice_.of(t->key).strikes(hazard::revoke_again))
    return revoke_answer(call, order::revoke_finding::again, "SYSTEMERROR");
  if (t->now == trade::status::paid)
    return revoke_answer(call, order::revoke_finding::already_paid, "TRADE_HAS_SUCCESS");
  if (t->now == trade::status::asked || t->now == trade::status::code_sent) {
    t->now = trade::status::closed;
    t->pays_later = false;
  }
  if (t->now == trade::status::declined)
    return revoke_answer(call, order::revoke_finding::unknown, "ACQ.TRADE_NOT_EXIST");
  return revoke_answer(call, order::revoke_finding::done, "SUCCESS");
}

// -- refunds ----------------------------------------------------------------------------------

channel_answer bank::refund(const channel_call& call) {
  auto* t = find(call.key);
  if (t == nullptr || t->now != trade::status::paid)
    return report_of(call, order::refund_finding::failed, "TRADE_NOT_PAID");
  const auto known = std::find_if(t->refunds.begin(), t->refunds.end(), [&](const auto& r) {
    return r.key == call.refund_key.value();
  });
  if (known != t->refunds.end()) return query_refund(call);
  if (call.undoes && is_over(about_.windows.revoke, t->begun))
    return report_of(call, order::refund_finding::too_late, "39");
  if (!t->holds && is_over(about_.windows.refund, t->paid_at))
    return report_of(call, order::refund_finding::failed, "TRADE_OVERDUE");
  if (call.refund_amount.minor_units > left_of(*t))
    return report_of(call, order::refund_finding::failed, "REFUND_FEE_EXCEEDS");
  const auto settled = settled_part(*t, call.refund_amount.minor_units);
  auto& r = t->refunds.emplace_back(refund_entry{
      .key = call.refund_key.value(), .amount = call.refund_amount, .settled_minor = settled});
  if (!t->holds && r.amount.minor_units > 1 &&
      dice_.of(t->key).strikes(hazard::refund_other_amount))
    --r.amount.minor_units;
  if (dice_.of(t->key).strikes(hazard::refund_refused)) {
    r.now = refund_entry::status::refused;
    return report_of(call, order::refund_finding::failed, "USER_ACCOUNT_ABNORMAL");
  }
  if (!dice_.of(t->key).strikes(hazard::refund_pending)) {
    finish_refund(t->key, r.key);
    return query_refund(call);
  }
  if (!t->holds && dice_.of("stuck " + r.key).strikes(hazard::refund_stuck)) {
    r.now = refund_entry::status::stuck;
    return report_of(call, order::refund_finding::accepted, "SUCCESS");
  }
  finish_refund_later(*t, r);
  return report_of(call, order::refund_finding::accepted, "SUCCESS");
}

void bank::finish_refund(const std::string& key, const std::string& refund_key) {
  auto& t = trades_.at(key);
  for (auto& r : t.refunds) {
    if (r.key != refund_key || r.now != refund_entry::status::pending) continue;
    r.now = refund_entry::status::done;
    scene_->tale.tell({about_.name, "books: refunded", r.key});
    scene_->judges.money.moved(flow::refunded, channel_key{key}, r.amount.minor_units);
    if (t.holds) t.now = trade::status::revoked;  // it is let go as a whole
    return;
  }
}

channel_answer bank::query_refund(const channel_call& call) {
  if (const auto* t = find(call.key))
    for (const auto& r : t->refunds) {
      if (r.key != call.refund_key.value()) continue;
      switch (r.now) {
        case refund_entry::status::pending:
          return report_of(call, order::refund_finding::accepted, "PROCESSING");
        case refund_entry::status::done:
          return order::refund_report{
              .refund = call.refund,
              .found = order::refund_finding::done,
              .code = "SUCCESS",
              .channel_reference = reference_of(r),
              .amount = r.amount,
              .told = {.settled = money{r.settled_minor, r.amount.unit}, .trace = "B" + r.key}};
        case refund_entry::status::stuck:
          return order::refund_report{
              .refund = call.refund,
              .found = order::refund_finding::stuck,
              .code = "ABNORMAL",
              .channel_reference = reference_of(r),
              .can_be_sent_on = about_.reaches == wallet::wechat};
        case refund_entry::status::refused:
          return report_of(call, order::refund_finding::failed, "USER_ACCOUNT_ABNORMAL");
      }
    }
  return report_of(call, order::refund_finding::not_refunded, "REFUNDNOTEXIST");
}

std::int64_t bank::left_of(const trade& t) const {
  auto left = t.amount.minor_units;
  for (const auto& r : t.refunds)
    if (r.now != refund_entry::status::refused) left -= r.amount.minor_units;
  return left;
}

}  // namespace sluice::sim

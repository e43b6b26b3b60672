/// Codes that a bank sends to a payer's phone: a card on file is charged only with them.

#include "sim/world/bank.hpp"

namespace sluice::sim {

using std::chrono_literals::operator""s;

namespace {

constexpr millis code_lives = 300s;

order::attempt_report asks_for_code(const channel_call& call, std::string code) {
  return {.attempt = call.attempt,
          .from = order::source::pay_answer,
          .found = order::finding::payer_paying,
          .code = std::move(code),
          .action = payer_action{payer_action_kind::enter_code, "138****0018"}};
}

}  // namespace

bool bank::needs_code(business_type type) const noexcept {
  return about_.confirms_by_sms && type == business_type::quick_pay;
}

channel_answer bank::send_code(trade& t, const channel_call& call) {
  t.key = call.key.value();
  t.type = call.type;
  t.amount = call.amount;
  t.begun = instant{scene_->time.now()};
  t.now = trade::status::code_sent;
  t.code = scene_->of_payers.ring(t.key, dice_.of(t.key).roll());
  t.code_dies = scene_->time.now() + code_lives;
  scene_->judges.codes.told(call.key, t.code);
  scene_->tale.tell({about_.name, "sends the payer a code:", t.key});
  return asks_for_code(call, "CODE_SENT");
}

channel_answer bank::confirm(const channel_call& call) {
  order::attempt_report r{.attempt = call.attempt, .from = order::source::pay_answer};
  scene_->judges.agreements.charged(
      call.key, call.payer ? call.payer->token.reveal() : std::string{});
  scene_->judges.codes.arrived(call.key, call.code.reveal());
  auto* t = find(call.key);
  const auto is = [&](trade_status s) { return t != nullptr && t->now == s; };
  if (is(trade_status::paid)) {
    r.found = order::finding::not_paid_if_query_agrees;
    r.code = "ORDERPAID";
    return r;
  }
  if (is(trade_status::asked)) {
    r.found = order::finding::payer_paying;
    r.code = "USERPAYING";
    return r;
  }
  if (!is(trade_status::code_sent)) {
    r.found = order::finding::not_paid;
    r.code = t == nullptr ? "ORDERNOTEXIST" : "ORDERREVERSED";
    r.whose = fault::order;
    return r;
  }
  if (call.code.reveal() == t->code && scene_->time.now() < t->code_dies) return begin(*t, call);
  ++t->wrong_codes;
  return asks_for_code(call, "CODE_WRONG");
}

}  // namespace sluice::sim

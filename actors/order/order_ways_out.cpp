// What an order does once its events are durable: it calls channels, asks to be reminded, answers.

#include <algorithm>

#include "actors/desk/view.hpp"
#include "actors/host/order_shard.hpp"
#include "actors/order/order_actor.hpp"
#include "base/overloaded.hpp"
#include "domain/order/agenda.hpp"

namespace sluice {

void order_actor::act(const action& a) {
  const auto on_attempt = [&](attempt_no n, operation what) {
    call_channel(*find_attempt(*state_, n), {.what = what});
  };
  const auto on_refund = [&](const refund_no& n, operation what) {
    const auto& r = *find_refund(*state_, n);
    call_channel(
        *find_attempt(*state_, r.attempt),
        {.what = what, .refund = r.number, .refund_key = r.key, .refund_amount = r.amount});
  };
  std::visit(
      overloaded{
          [&](const call_pay& c) { on_attempt(c.attempt, operation::pay); },
          [&](const call_query& c) { on_attempt(c.attempt, operation::query); },
          [&](const call_revoke& c) {
            on_attempt(c.attempt,
                       c.method == revoke_method::revoke ? operation::revoke : operation::close);
          },
          [&](const call_refund& c) { on_refund(c.refund, operation::refund); },
          [&](const call_refund_query& c) { on_refund(c.refund, operation::refund_query); },
      },
      a);
}

void order_actor::call_channel(const attempt& a, channel_call call) {
  const auto channel = cast_.channels.find(a.channel);
  if (channel == cast_.channels.end()) {
    cast_.env.tells->tell({.level = severity::critical,
                           .event = "channel_not_configured",
                           .message = "an open order needs a channel that is not configured",
                           .fields = {{"order", to_string(id_)}, {"channel", a.channel.value()}}});
    return;
  }
  call.attempt = a.number;
  const bool takes_back = call.what == operation::revoke || call.what == operation::close;
  // A payment still on its way could arrive behind its own revoke. Its answer is sure to come, and
  // the agenda repeats the revoke.
  if (takes_back && calls_.is_paying(a.number)) return;
  if (!calls_.begin({call.what, call.attempt, call.refund})) return;
  call.type = state_->type;
  call.key = a.key;
  call.amount = state_->amount;
  call.channel_reference = a.channel_reference;
  call.timeout = timing().call_timeout;
  if (call.what == operation::pay) {
    call.payment_code = payment_code_;
    call.description = state_->description;
  }
  home_.call(channel->second, {id_, std::move(call)});
}

void order_actor::remind_me() {
  if (std::holds_alternative<absent>(state_->now)) return;
  agenda next;
  // While our own call is running the channel actor surely answers; the busy path needs no timer.
  const bool answer_will_come = std::holds_alternative<attempting>(state_->now) &&
                                calls_.is_paying(current_attempt(*state_).number);
  if (!answer_will_come) next = agenda_of(*state_, home_.now(), timing());
  const auto tell = [&](duty d, const std::optional<instant>& at) {
    auto& known = reminders_[static_cast<std::size_t>(d)];
    if (known == at) return;
    known = at;
    home_.send(cast_.supervisor_of(d), remind{id_, at});
  };
  tell(duty::query, next.query);
  tell(duty::revoke, next.revoke);
  tell(duty::retry, next.retry);
}

// -- answering ---------------------------------------------------------------------------------

bool order_actor::satisfied(const waiter& w) const {
  if (std::holds_alternative<absent>(state_->now)) return !writing_;
  if (w.when == reply_when::accepted) return true;
  if (w.refund.value().empty()) return public_state(*state_) != "processing";
  const auto* r = find_refund(*state_, w.refund);
  return r == nullptr || has_ended(*r);
}

answer order_actor::answer_for(const waiter& w) const {
  if (std::holds_alternative<absent>(state_->now))
    return rejection{rejection_code::order_not_found, "order_no",
                     "there is no order with this merchant and order_no"};
  if (w.refund.value().empty()) return view_of(*state_, last_);
  if (const auto* r = find_refund(*state_, w.refund)) return view_of(*state_, *r, last_);
  return rejection{
      rejection_code::refund_not_found, "refund_no", "the order has no refund with this refund_no"};
}

void order_actor::wait_or_answer(const waiter& w) {
  if (satisfied(w))
    tell(w, answer_for(w));
  else
    waiting_.push_back(w);
}

void order_actor::answer_all_satisfied() {
  std::erase_if(waiting_, [&](const waiter& w) {
    if (!satisfied(w)) return false;
    tell(w, answer_for(w));
    return true;
  });
}

void order_actor::tell(const waiter& w, answer what) const {
  home_.answer({w.who, std::move(what)});
}

rejection order_actor::why_given_back() const {
  if (frame_.quarantined())
    return {rejection_code::order_quarantined, "",
            "this order made the engine fail twice and waits for a person"};
  return {rejection_code::unavailable, "",
          "the engine failed at this request and has read the order anew; send it again"};
}

const attempt_timing& order_actor::timing() const {
  return cast_.timing_of(current_attempt(*state_).channel, state_->type);
}

}  // namespace sluice

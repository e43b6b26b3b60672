#include "actors/order_actor.hpp"

#include <algorithm>

#include "actors/alerts.hpp"
#include "actors/fresh_key.hpp"
#include "actors/view.hpp"
#include "domain/overloaded.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"

namespace sluice {
namespace {

void acknowledge(order_message& m, bool durable) {
  if (auto tell = std::exchange(m.acknowledge, {})) tell(durable);
}

}  // namespace

order_actor::order_actor(caf::actor_config& cfg, cast_ptr everyone, order_id id, bool has_history)
    : event_based_actor(cfg),
      cast_(std::move(everyone)),
      id_(std::move(id)),
      frame_(*cast_->env.tells, "order " + to_string(id_)),
      has_history_(has_history) {}

caf::behavior order_actor::make_behavior() {
  if (has_history_) {
    frame_.run([this] { load(); }, [this] { load(); });
    send(cast_->router, recovered{id_});
  }
  return {
      [this](order_message& m) { take(m); },
      [this](const written& w) {
        frame_.run([&] { on_written(w); }, [this] { start_over(); });
        if (frame_.quarantined()) give_up();
        work_off_stash();
        leave_if_idle();
      },
      [this](const are_you_quiet&) {
        ++handled_;
        quiet_asked_ = true;
        leave_if_idle();
      },
      [this](const depart&) { quit(); },
  };
}

// -- messages --------------------------------------------------------------------------

void order_actor::take(order_message& m) {
  ++handled_;
  if (writing_ && !frame_.quarantined() && !std::holds_alternative<hurry>(m.what))
    stash(m);
  else
    try_to_handle(m);
  leave_if_idle();
}

void order_actor::stash(order_message& m) {
  if (m.waits && stash_.size() >= cast_->settings.max_stash_per_order)
    return refuse(m, {rejection_code::busy, "",
                      "too many commands for this order at once; send it again in a moment"});
  stash_.push_back(std::move(m));
}

void order_actor::try_to_handle(order_message& m) {
  if (!frame_.run([&] { handle(m); }, [this] { start_over(); })) give_back(m);
  if (frame_.quarantined()) give_up();
}

void order_actor::work_off_stash() {
  while (!writing_ && !stash_.empty()) {
    auto m = std::move(stash_.front());
    stash_.pop_front();
    try_to_handle(m);
  }
}

void order_actor::handle(order_message& m) {
  std::visit(overloaded{
                 [&](const order_command& command) { handle_command(m, command); },
                 [&](const call_ended& e) {
                   calls_.end(e.call);
                   handle_command(
                       m, std::visit([](const auto& r) -> order_command { return r; }, e.answer));
                 },
                 [&](const channel_notification& n) { handle_notification(m, n); },
                 [&](const look&) { handle_look(m); },
                 [&](const hurry&) { handle_hurry(m); },
             },
             m.what);
}

void order_actor::handle_notification(order_message& m, const channel_notification& n) {
  for (const auto& a : state_.attempts)
    if (a.key == n.key && a.channel == n.channel)
      return handle_command(
          m, attempt_report{.attempt = a.number,
                            .from = source::notification,
                            .found = n.found,
                            .code = n.code,
                            .channel_reference = n.channel_reference,
                            .amount = n.amount});
  acknowledge(m, true);  // the number of a refund; its result is asked for
}

void order_actor::handle_look(const order_message& m) {
  if (m.waits) send(cast_->front_desk, answered{m.waits->who, answer_for(*m.waits)});
}

void order_actor::handle_hurry(const order_message& m) {
  for (auto& w : waiting_)
    if (w.who == m.waits->who) w.when = reply_when::accepted;
  if (writing_ && writing_->waits && writing_->waits->who == m.waits->who)
    writing_->waits->when = reply_when::accepted;
  for (auto& s : stash_)
    if (s.waits && s.waits->who == m.waits->who) s.waits->when = reply_when::accepted;
  answer_all_satisfied();
}

void order_actor::handle_command(order_message& m, const order_command& command) {
  if (const auto* due = std::get_if<fall_due>(&command))
    reminders_[static_cast<std::size_t>(due->what)].reset();
  if (m.unless_known && std::holds_alternative<absent>(state_.now))
    return refuse(m, std::move(*m.unless_known));
  auto decided = ask_rules(command);
  if (auto* no = std::get_if<rejection>(&decided)) return refuse(m, std::move(*no));
  if (const auto* asked = std::get_if<pay>(&command);
      asked != nullptr && std::holds_alternative<absent>(state_.now))
    payment_code_ = asked->payment_code;

  auto& what = std::get<effects>(decided);
  if (!what.events.empty()) return write(m, std::move(what));
  for (const auto& a : what.actions) act(a);
  remind_me();
  acknowledge(m, true);
  if (m.waits) wait_or_answer(*m.waits);
}

// -- deciding and writing ------------------------------------------------------------------

decision order_actor::ask_rules(const order_command& command) const {
  const auto now = cast_->env.clock->now();
  static const channel_id no_channel;
  const auto* first = std::get_if<pay>(&command);
  const auto& channel = !state_.attempts.empty() ? current_attempt(state_).channel
                        : first != nullptr       ? first->route.at(0)
                                                 : no_channel;
  const auto type = state_.attempts.empty() && first != nullptr ? first->type : state_.type;
  return decide(state_, command,
                {.now = now,
                 .timing = cast_->timing_of(channel, type),
                 .fresh_key = fresh_key(now, *cast_->env.random),
                 .can_pay_again = !policy_of(type).needs_payment_code || !payment_code_.empty()});
}

void order_actor::write(order_message& m, effects what) {
  const auto now = cast_->env.clock->now();
  write_in_progress w{
      .next = state_, .events = std::move(what.events), .actions = std::move(what.actions)};
  store::append_request request{.stream = order_stream(id_), .expected = position_};
  const auto remember = [&](const channel_key& key) {
    request.entries.push_back({store::entry_kind::channel_key, key.value(), request.stream});
  };
  for (const auto& e : w.events) {
    w.next = evolve(std::move(w.next), e, now);
    request.records.push_back(encode(e, m.why, now));
    if (const auto* started = std::get_if<attempt_started>(&e)) remember(started->key);
    if (const auto* refund = std::get_if<refund_requested>(&e)) remember(refund->key);
  }
  if (m.guard) request.entries.push_back(*m.guard);
  request.open_after = !is_closed(w.next);
  send(cast_->log_writer, write_order{std::move(request), this});
  // Until here a failure has left the message whole, so that somebody can answer it.
  w.waits = std::move(m.waits);
  w.acknowledge = std::move(m.acknowledge);
  writing_ = std::move(w);
}

void order_actor::on_written(const written& w) {
  SLUICE_INVARIANT(writing_.has_value());
  auto ours = std::move(*writing_);
  writing_.reset();
  const auto* where = std::get_if<store::committed>(&w.result);
  if (ours.acknowledge) ours.acknowledge(where != nullptr);
  if (where == nullptr) {
    // Somebody else wrote to this stream: what we believed is stale. Nothing of it was written.
    if (ours.waits) send(cast_->front_desk, answered{ours.waits->who, why_given_back()});
    throw std::runtime_error("the order's stream is not where its actor believed");
  }
  if (ours.waits) waiting_.push_back(std::move(*ours.waits));
  if (reload_after_write_) return start_over();
  finish(std::move(ours), *where);
}

void order_actor::finish(write_in_progress w, const store::committed& where) {
  state_ = std::move(w.next);
  position_ += static_cast<store::stream_sequence>(w.events.size());
  last_ = where.last;
  for (const auto& e : w.events)
    if (const auto alert = alert_for(id_, e)) cast_->env.tells->tell(*alert);
  for (const auto& a : w.actions) act(a);
  remind_me();
  answer_all_satisfied();
}

// -- acting -----------------------------------------------------------------------------------

void order_actor::act(const action& a) {
  const auto on_attempt = [&](attempt_no n, operation what) {
    call_channel(*find_attempt(state_, n), {.what = what});
  };
  const auto on_refund = [&](const refund_no& n, operation what) {
    const auto& r = *find_refund(state_, n);
    call_channel(
        *find_attempt(state_, r.attempt),
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
  const auto channel = cast_->channels.find(a.channel);
  if (channel == cast_->channels.end()) {
    cast_->env.tells->tell({.level = severity::critical,
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
  if (!calls_.begin(call)) return;
  call.type = state_.type;
  call.key = a.key;
  call.amount = state_.amount;
  call.channel_reference = a.channel_reference;
  call.timeout = timing().call_timeout;
  if (call.what == operation::pay) {
    call.payment_code = payment_code_;
    call.description = state_.description;
  }
  send(channel->second, call_wanted{id_, std::move(call)});
}

void order_actor::remind_me() {
  if (std::holds_alternative<absent>(state_.now)) return;
  agenda next;
  // While our own call is running the channel actor surely answers; the busy path needs no timer.
  const bool answer_will_come = std::holds_alternative<attempting>(state_.now) &&
                                calls_.is_paying(current_attempt(state_).number);
  if (!answer_will_come) next = agenda_of(state_, cast_->env.clock->now(), timing());
  const auto tell = [&](duty d, const std::optional<instant>& at) {
    auto& known = reminders_[static_cast<std::size_t>(d)];
    if (known == at) return;
    known = at;
    send(cast_->supervisor_of(d), remind{id_, at});
  };
  tell(duty::query, next.query);
  tell(duty::revoke, next.revoke);
  tell(duty::retry, next.retry);
}

// -- answering ---------------------------------------------------------------------------------

bool order_actor::satisfied(const waiter& w) const {
  if (std::holds_alternative<absent>(state_.now)) return !writing_;
  if (w.when == reply_when::accepted) return true;
  if (w.refund.value().empty()) return public_state(state_) != "processing";
  const auto* r = find_refund(state_, w.refund);
  return r == nullptr || has_ended(*r);
}

answer order_actor::answer_for(const waiter& w) const {
  if (std::holds_alternative<absent>(state_.now))
    return rejection{rejection_code::order_not_found, "order_no",
                     "there is no order with this merchant and order_no"};
  if (w.refund.value().empty()) return view_of(state_, last_);
  if (const auto* r = find_refund(state_, w.refund)) return view_of(state_, *r, last_);
  return rejection{
      rejection_code::refund_not_found, "refund_no", "the order has no refund with this refund_no"};
}

void order_actor::wait_or_answer(const waiter& w) {
  if (satisfied(w))
    send(cast_->front_desk, answered{w.who, answer_for(w)});
  else
    waiting_.push_back(w);
}

void order_actor::answer_all_satisfied() {
  std::erase_if(waiting_, [&](const waiter& w) {
    if (!satisfied(w)) return false;
    send(cast_->front_desk, answered{w.who, answer_for(w)});
    return true;
  });
}

void order_actor::refuse(order_message& m, rejection why) {
  acknowledge(m, true);
  if (m.waits) send(cast_->front_desk, answered{m.waits->who, std::move(why)});
}

rejection order_actor::why_given_back() const {
  if (frame_.quarantined())
    return {rejection_code::order_quarantined, "",
            "this order made the engine fail twice and waits for a person"};
  return {rejection_code::unavailable, "",
          "the engine failed at this request and has read the order anew; send it again"};
}

void order_actor::give_back(order_message& m) {
  acknowledge(m, false);
  if (m.waits) send(cast_->front_desk, answered{m.waits->who, why_given_back()});
}

void order_actor::give_up() {
  if (writing_) {
    if (writing_->acknowledge) writing_->acknowledge(false);
    if (writing_->waits) waiting_.push_back(std::move(*writing_->waits));
    writing_.reset();
  }
  for (const auto& w : std::exchange(waiting_, {}))
    send(cast_->front_desk, answered{w.who, why_given_back()});
  for (auto& m : std::exchange(stash_, {})) give_back(m);
}

// -- coming and going --------------------------------------------------------------------------

const attempt_timing& order_actor::timing() const {
  return cast_->timing_of(current_attempt(state_).channel, state_.type);
}

void order_actor::load() {
  state_ = order{};
  position_ = 0;
  last_ = 0;
  calls_.forget_all();
  const auto stream = cast_->env.log->read_stream(order_stream(id_));
  if (const auto* bad = std::get_if<store::damage>(&stream))
    throw std::runtime_error("its stream cannot be read: " + bad->what);
  for (const auto& r : std::get<std::vector<store::record>>(stream)) {
    const auto result = decode(r);
    const auto* event = std::get_if<decoded>(&result);
    const auto* mine = event != nullptr ? std::get_if<order_event>(&event->event) : nullptr;
    if (mine == nullptr)
      throw std::runtime_error("its event cannot be decoded at " + std::to_string(r.position));
    if (!may_follow(state_, *mine))
      throw std::runtime_error("its history breaks the rules at " + std::to_string(r.position));
    state_ = evolve(std::move(state_), *mine, time_of(r));
    position_ = r.stream_position;
    last_ = r.position;
  }
  reminders_ = {};
  order_message woken{.order = id_, .what = order_command{restarted{}}};
  handle_command(woken, restarted{});
}

void order_actor::start_over() {
  reload_after_write_ = writing_.has_value();
  if (reload_after_write_) return;
  load();
  answer_all_satisfied();
}

void order_actor::leave_if_idle() {
  if (writing_ || !stash_.empty()) return;
  if (std::exchange(quiet_asked_, false)) send(cast_->router, quiet{id_});
  if (!waiting_.empty() || !calls_.empty()) return;
  const auto soon = cast_->env.clock->now() + cast_->settings.idle_before_passivation;
  const bool needed = std::any_of(
      reminders_.begin(), reminders_.end(), [&](const auto& at) { return at && *at <= soon; });
  if (!needed && !frame_.quarantined()) send(cast_->router, may_leave{id_, handled_});
}

}  // namespace sluice

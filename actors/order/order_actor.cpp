#include "actors/order/order_actor.hpp"

#include <algorithm>

#include "actors/follow/alerts.hpp"
#include "actors/host/order_shard.hpp"
#include "actors/order/fresh_key.hpp"
#include "base/overloaded.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"

namespace sluice {
namespace {

void acknowledge(order_message& m, bool durable) {
  if (auto tell = std::exchange(m.acknowledge, {})) tell(durable);
}

}  // namespace

order_actor::order_actor(order_shard_actor& home, order_id id)
    : home_(home), cast_(home.everyone()), id_(std::move(id)) {}

// -- messages --------------------------------------------------------------------------

void order_actor::take(order_message& m) {
  if (writing_ && !frame_.quarantined() && !std::holds_alternative<hurry>(m.what))
    stash(m);
  else
    try_to_handle(m);
}

void order_actor::stash(order_message& m) {
  if (m.waits && stash_.size() >= cast_.settings.max_stash_per_order)
    return refuse(m, {rejection_code::busy, "",
                      "too many commands for this order at once; send it again in a moment"});
  stash_.push_back(std::move(m));
}

void order_actor::try_to_handle(order_message& m) {
  if (!guarded([&] { handle(m); }, [this] { start_over(); })) give_back(m);
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
  std::visit(
      overloaded{
          [&](const order_command& command) { handle_command(m, command); },
          [&](call_ended& e) {
            calls_.end({e.what, e.attempt, e.refund});
            handle_command(
                m, std::visit([](auto& report) -> order_command { return report; }, e.answer));
          },
          [&](const channel_notification& n) { handle_notification(m, n); },
          [&](const look&) { handle_look(m); },
          [&](const hurry&) { handle_hurry(m); },
      },
      m.what);
}

void order_actor::handle_notification(order_message& m, const channel_notification& n) {
  for (const auto& a : state_->attempts)
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
  if (m.waits) tell(*m.waits, answer_for(*m.waits));
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
  if (m.unless_known && std::holds_alternative<absent>(state_->now))
    return refuse(m, std::move(*m.unless_known));
  auto decided = ask_rules(command);
  if (auto* no = std::get_if<rejection>(&decided)) return refuse(m, std::move(*no));
  if (const auto* asked = std::get_if<pay>(&command);
      asked != nullptr && std::holds_alternative<absent>(state_->now))
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
  static const channel_id no_channel;
  const auto* first = std::get_if<pay>(&command);
  const auto& channel = !state_->attempts.empty() ? current_attempt(*state_).channel
                        : first != nullptr        ? first->route.at(0)
                                                  : no_channel;
  const auto type = state_->attempts.empty() && first != nullptr ? first->type : state_->type;
  return decide(*state_, command,
                {.now = home_.now(),
                 .timing = cast_.timing_of(channel, type),
                 .fresh_key = fresh_key(home_.now(), *cast_.env.random),
                 .can_pay_again = !policy_of(type).needs_payment_code || !payment_code_.empty()});
}

void order_actor::write(order_message& m, effects what) {
  auto w = std::make_unique<write_in_progress>(write_in_progress{
      .next = std::make_unique<order>(*state_),
      .events = std::move(what.events),
      .actions = std::move(what.actions)});
  store::append_request request{.stream = order_stream(id_), .expected = position_};
  const auto remember = [&](const channel_key& key) {
    request.entries.push_back({store::entry_kind::channel_key, key.value(), request.stream});
  };
  request.records.reserve(w->events.size());
  for (const auto& e : w->events) {
    apply(*w->next, e, home_.now());
    request.records.push_back(encode(e, m.why, home_.now()));
    if (const auto* started = std::get_if<attempt_started>(&e)) remember(started->key);
    if (const auto* refund = std::get_if<refund_requested>(&e)) remember(refund->key);
  }
  if (m.guard) request.entries.push_back(std::move(*m.guard));
  request.open_after = !is_closed(*w->next);
  home_.write(*this, std::move(request));
  // Until here a failure has left the message whole, so that somebody can answer it.
  w->waits = std::move(m.waits);
  w->acknowledge = std::move(m.acknowledge);
  writing_ = std::move(w);
}

void order_actor::on_written(const store::append_result& result) {
  guarded([&] { settle(result); }, [this] { start_over(); });
  if (frame_.quarantined()) give_up();
  work_off_stash();
}

void order_actor::settle(const store::append_result& result) {
  SLUICE_INVARIANT(writing_ != nullptr);
  const auto ending = std::exchange(writing_, nullptr);
  auto& ours = *ending;
  const auto* where = std::get_if<store::committed>(&result);
  if (ours.acknowledge) ours.acknowledge(where != nullptr);
  if (where == nullptr) {
    // Somebody else wrote to this stream: what we believed is stale. Nothing of it was written.
    if (ours.waits) tell(*ours.waits, why_given_back());
    throw std::runtime_error("the order's stream is not where its actor believed");
  }
  if (ours.waits) waiting_.push_back(std::move(*ours.waits));
  if (reload_after_write_) return start_over();
  finish(ours, *where);
}

void order_actor::finish(write_in_progress& w, const store::committed& where) {
  state_ = std::move(w.next);
  position_ += static_cast<store::stream_sequence>(w.events.size());
  last_ = where.last;
  for (const auto& e : w.events)
    if (const auto alert = alert_for(id_, e)) cast_.env.tells->tell(*alert);
  for (const auto& a : w.actions) act(a);
  remind_me();
  answer_all_satisfied();
}

// -- giving back ---------------------------------------------------------------------------------

void order_actor::refuse(order_message& m, rejection why) {
  acknowledge(m, true);
  if (m.waits) tell(*m.waits, std::move(why));
}

void order_actor::give_back(order_message& m) {
  acknowledge(m, false);
  if (m.waits) tell(*m.waits, why_given_back());
}

void order_actor::give_up() {
  if (writing_) {
    if (writing_->acknowledge) writing_->acknowledge(false);
    if (writing_->waits) waiting_.push_back(std::move(*writing_->waits));
    writing_.reset();
  }
  for (const auto& w : std::exchange(waiting_, {})) tell(w, why_given_back());
  for (auto& m : std::exchange(stash_, {})) give_back(m);
}

// -- failing and coming back ---------------------------------------------------------------------

template <class Work, class Restart>
bool order_actor::guarded(Work&& work, Restart&& restart) {
  return frame_.run(std::forward<Work>(work), std::forward<Restart>(restart), [this](note n) {
    n.message = "order " + to_string(id_) + ' ' + n.message;
    n.fields = {{"actor", "order " + to_string(id_)}};
    cast_.env.tells->tell(n);
  });
}

void order_actor::recover() {
  guarded([this] { load(); }, [this] { load(); });
}

void order_actor::load() {
  state_ = std::make_unique<order>();
  position_ = 0;
  last_ = 0;
  calls_.forget_all();
  const auto stream = cast_.env.log->read_stream(order_stream(id_));
  if (const auto* bad = std::get_if<store::damage>(&stream))
    throw std::runtime_error("its stream cannot be read: " + bad->what);
  for (const auto& r : std::get<std::vector<store::record>>(stream)) {
    const auto result = decode(r);
    const auto* event = std::get_if<decoded>(&result);
    const auto* mine = event != nullptr ? std::get_if<order_event>(&event->event) : nullptr;
    if (mine == nullptr)
      throw std::runtime_error("its event cannot be decoded at " + std::to_string(r.position));
    if (!may_follow(*state_, *mine))
      throw std::runtime_error("its history breaks the rules at " + std::to_string(r.position));
    apply(*state_, *mine, time_of(r));
    position_ = r.stream_position;
    last_ = r.position;
  }
  reminders_ = {};
  order_message woken{.order = id_, .what = order_command{restarted{}}};
  handle_command(woken, restarted{});
}

void order_actor::start_over() {
  reload_after_write_ = writing_ != nullptr;
  if (reload_after_write_) return;
  load();
  answer_all_satisfied();
}

bool order_actor::may_leave() const {
  if (writing_ || !stash_.empty() || !waiting_.empty() || !calls_.empty()) return false;
  const auto soon = home_.now() + cast_.settings.idle_before_passivation;
  const bool needed = std::any_of(
      reminders_.begin(), reminders_.end(), [&](const auto& at) { return at && *at <= soon; });
  return !needed && !frame_.quarantined();
}

}  // namespace sluice

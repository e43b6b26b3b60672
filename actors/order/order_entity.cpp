#include "actors/order/order_entity.hpp"

#include "actors/host/entity_host.hpp"
#include "actors/order/held_order_of.hpp"
#include "actors/order/no_order_made.hpp"
#include "actors/order/refund_told.hpp"
#include "actors/risk/risk_message.hpp"
#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "domain/approval/decide.hpp"
#include "domain/merchant/quota.hpp"
#include "domain/order/waiting.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

/// Where its money is, or will be. Precondition: the order has been accepted.
const channel_id& channel_of(const order::state& o) {
  return o.attempts.empty() ? o.route.front() : current_attempt(o).channel;
}

}  // namespace

// -- what a host must know of orders -----------------------------------------------------

std::string order_entity::stream_of(const order_id& id) { return order_stream(id); }

order_message order_entity::woken(const order_id& id) {
  return {.order = id, .what = order::command{order::restarted{.engine_was_away = true}}};
}

void order_entity::turn_away(const order_message& m, host& home, const needs& shared) {
  SLUICE_INVARIANT(m.waits.has_value());
  tell_no_order_made(m, home, shared);
  home.say(*shared.front_desk,
           answered{m.waits->who, rejection{rejection_code::busy, "",
                                            "too many orders at once; send it again in a moment"}});
}

order_entity::order_entity(host& home, const needs& shared, order_id id)
    : home_(home), shared_(shared), id_(std::move(id)), journal_(*shared.keys), calls_(shared) {
  // In another one as well it would be decided about twice.
  SLUICE_INVARIANT(shared_.hosts->of(id_).id() == home_.id());
}

// -- messages --------------------------------------------------------------------------

void order_entity::take(order_message& m) {
  if (writing_ && !frame_.quarantined() && !std::holds_alternative<hurry>(m.what))
    stash(m);
  else
    try_to_handle(m);
}

void order_entity::stash(order_message& m) {
  if (m.waits && stash_.size() >= shared_.longest_stash)
    return refuse(m, {rejection_code::busy, "",
                      "too many commands for this order at once; send it again in a moment"});
  stash_.push_back(std::move(m));
}

void order_entity::try_to_handle(order_message& m) {
  if (!guarded([&] { handle(m); }, [this] { start_over(); })) give_back(m);
  if (frame_.quarantined()) give_up();
}

void order_entity::work_off_stash() {
  while (!writing_ && !stash_.empty()) {
    auto m = std::move(stash_.front());
    stash_.pop_front();
    try_to_handle(m);
  }
}

void order_entity::handle(order_message& m) {
  std::visit(
      overloaded{
          [&](const order::command& command) {
            if (std::holds_alternative<order::risk_answer>(command) ||
                std::holds_alternative<order::code_answer>(command))
              is_examined_ = false;
            handle_command(m, command);
          },
          [&](call_ended& e) {
            calls_.end(e);
            handle_command(m, command_in(e.answer));
          },
          [&](const channel_notification& n) { handle_notification(m, n); },
          [&](const look&) { handle_look(m); },
          [&](const hurry&) { handle_hurry(m); },
      },
      m.what);
}

void order_entity::handle_notification(order_message& m, const channel_notification& n) {
  for (const auto& a : journal_.state().attempts)
    if (a.key == n.key && a.channel == n.channel) return handle_command(m, report_of(a.number, n));
  for (const auto& r : journal_.state().refunds)
    if (r.key == n.key && r.state != order::refund::status::done &&
        r.state != order::refund::status::failed)
      ask_about(r);
  m.acknowledge.say(true);
}

/// Somebody says that it has a result, which is no evidence yet: the channel is asked, but no
/// oftener than is usual, however many say so.
void order_entity::ask_about(const order::refund& r) {
  const auto now = home_.now();
  if (now < refunds_asked_about_from_) return;
  const auto& state = journal_.state();
  const auto* attempt = find_attempt(state, r.attempt);
  SLUICE_INVARIANT(attempt != nullptr);
  const auto& timing = timing_of(shared_.settings_of_channels, attempt->channel, state.type);
  refunds_asked_about_from_ = now + timing.refund_again.first;
  act({order::call_refund_query{r.number}});
}

void order_entity::handle_look(const order_message& m) {
  if (m.waits) tell(*m.waits, answer_for(*m.waits, journal_));
}

void order_entity::handle_hurry(const order_message& m) {
  SLUICE_INVARIANT(m.waits.has_value());
  waiters_.hurry(m.waits->who);
  if (writing_ && writing_->waits && writing_->waits->who == m.waits->who)
    writing_->waits->when = reply_when::accepted;
  for (auto& s : stash_)
    if (s.waits && s.waits->who == m.waits->who) s.waits->when = reply_when::accepted;
  answer_satisfied();
}

void order_entity::handle_command(order_message& m, const order::command& command) {
  if (const auto* due = std::get_if<order::fall_due>(&command)) reminders_.has_come(due->what);
  if (const auto* again = std::get_if<order::restarted>(&command);
      again != nullptr && again->engine_was_away && !journal_.is_new())
    counted_.found(shared_.open->of(id_.merchant, journal_.state().type));
  if (m.unless_known && journal_.is_new()) return refuse(m, std::move(*m.unless_known));
  if (m.under.only_at && *m.under.only_at != journal_.position())
    return refuse(m, approval::why_void({approval::lapse::moved}));
  const auto* const asked = std::get_if<order::pay>(&command);
  if (asked != nullptr && journal_.is_new() && !may_open(m, *asked)) return;
  auto decided = ask_rules(command);
  if (auto* no = std::get_if<rejection>(&decided)) {
    if (journal_.is_new()) counted_.ends();
    return refuse(m, std::move(*no));
  }
  if (m.under.is_rehearsal) return handle_look(m);
  if (asked != nullptr && journal_.is_new()) means_ = {asked->payment_code, asked->payer};
  if (const auto* proof = std::get_if<order::verify_payer>(&command)) code_to_check_ = proof->code;
  if (const auto* word = std::get_if<order::resolve>(&command)) card_to_send_to_ = word->card;
  auto& what = std::get<order::effects>(decided);
  if (!what.events.empty()) return write(m, std::move(what));
  act(what.actions);
  ask(what.asks);
  ask_to_be_reminded();
  m.acknowledge.say(!what.send_again);
  tell_no_order_made(m, home_, shared_);
  if (m.waits)
    waiters_.wait_or_answer(*m.waits, journal_, [this](answered&& a) { say(std::move(a)); });
}

bool order_entity::may_open(order_message& m, const order::pay& asked) {
  if (counted_.begin(shared_.open->of(id_.merchant, asked.type), m.most_open)) return true;
  refuse(m, merchant::too_many_open(asked.type, m.most_open));
  return false;
}

// -- deciding, writing, acting -----------------------------------------------------------------

order::decision order_entity::ask_rules(const order::command& command) const {
  static const channel_id no_channel;
  const auto& state = journal_.state();
  const auto* first = std::get_if<order::pay>(&command);
  const auto* report = std::get_if<order::attempt_report>(&command);
  const auto* meant = report != nullptr ? find_attempt(state, report->attempt) : nullptr;
  const auto& channel =
      meant != nullptr     ? meant->channel
      : !journal_.is_new() ? channel_of(state)
      : first != nullptr   ? first->route.at(0)
                           : no_channel;
  const auto type = journal_.is_new() && first != nullptr ? first->type : state.type;
  const auto ways = shared_.ways->on_from(state, command, home_.now());
  return decide(
      state, command,
      {.now = home_.now(),
       .timing = timing_of(shared_.settings_of_channels, channel, type),
       .numbers = *shared_.numbers,
       .can_pay_again = means_.suffice_for(type),
       .can_confirm = means_.details != nullptr || !state.agreement.value().empty(),
       .ways = ways ? &*ways : nullptr,
       .most_refunds = std::holds_alternative<order::refund_order>(command)
                           ? most_refunds_of(shared_.settings_of_channels, channel)
                           : 0,
       .awake_since = shared_.began,
       .machine_time = shared_.clock->machine_time(),
       .lacks_its_end = shared_.lacks_its_end()});
}

void order_entity::write(order_message& m, order::effects what) {
  auto w = std::make_unique<write_in_progress>(write_in_progress{
      .actions = std::move(what.actions),
      .asks = what.asks,
      .has_guard = m.guard.has_value(),
      .kept_for = kept_refund_in(m)});
  auto [request, next] = journal_.prepare(id_, what.events, m.why, home_.now());
  if (m.guard) request.entries.push_back(std::move(*m.guard));
  home_.write(*this, std::move(request));
  // Until here a failure has left the message whole, so that somebody can answer it.
  journal_.begin(std::move(next), what.events.size());
  w->waits = std::move(m.waits);
  w->acknowledge = std::move(m.acknowledge);
  writing_ = std::move(w);
}

void order_entity::on_written(const store::append_result& result) {
  guarded([&] { settle(result); }, [this] { start_over(); });
  if (frame_.quarantined()) give_up();
  work_off_stash();
}

void order_entity::settle(const store::append_result& result) {
  SLUICE_INVARIANT(writing_ != nullptr);
  const auto ours = std::exchange(writing_, nullptr);
  const auto* where = std::get_if<store::committed>(&result);
  ours->acknowledge.say(where != nullptr);
  tell_balance(id_, ours->kept_for, result, home_, shared_);
  if (where == nullptr) {
    // Somebody else wrote to this stream: what we believed is stale. Nothing of it was written.
    journal_.abandon();
    if (ours->waits) tell(*ours->waits, why_given_back());
    throw std::runtime_error("the order's stream is not where its actor believed");
  }
  if (ours->waits) {
    ours->waits->id_is_written = ours->has_guard;
    waiters_.wait(std::move(*ours->waits));
  }
  if (reload_after_write_) return start_over();
  finish(*ours, *where);
}

void order_entity::finish(const write_in_progress& w, const store::committed& where) {
  journal_.commit(where);
  if (!is_open())
    counted_.ends();
  else if (!counted_.counts())
    counted_.again(shared_.open->of(id_.merchant, journal_.state().type));
  act(w.actions);
  ask(w.asks);
  ask_to_be_reminded();
  answer_satisfied();
}

void order_entity::act(const std::vector<order::action>& actions) {
  for (const auto& a : actions) {
    if (const auto* pays = std::get_if<order::call_pay>(&a))
      shared_.ways->payment_called(journal_.state(), pays->attempt, home_.now());
    order_calls::subject of{id_, journal_.state(), means_, home_.now()};
    if (std::holds_alternative<order::call_confirm>(a)) of.code = std::exchange(code_to_check_, {});
    if (std::holds_alternative<order::call_send_on>(a))
      of.card = std::exchange(card_to_send_to_, {});
    if (auto next = calls_.begin(a, of)) home_.say(next->channel, std::move(next->call));
  }
}

void order_entity::ask(order::side_question what) {
  switch (what) {
    case order::side_question::none: return;
    case order::side_question::may_it_start: return ask_merchant();
    case order::side_question::is_it_a_risk: return ask_examiner(0, {});
    case order::side_question::is_the_code_right:
      return ask_examiner(std::get<order::verifying>(journal_.state().now).tried,
                          std::exchange(code_to_check_, {}));
  }
  broken_invariant("every side question is asked of somebody", __FILE__, __LINE__);
}

void order_entity::ask_examiner(risk_question_no number, secret code) {
  is_examined_ = true;
  const auto& o = journal_.state();
  home_.send(*shared_.examiner,
             risk_wanted{{.order = id_,
                          .number = number,
                          .type = o.type,
                          .amount = o.amount,
                          .paid_with = o.paid_with,
                          .masked_code = o.masked_code,
                          .is_shadow = o.is_shadow,
                          .code = std::move(code)}});
}

void order_entity::ask_merchant() const {
  batch<merchant_message> one;
  one.all.push_back({id_.merchant, held_order_of(journal_.state())});
  home_.send(*shared_.merchants, std::move(one));
}

void order_entity::ask_to_be_reminded() {
  if (journal_.is_new()) return;
  const auto& state = journal_.state();
  order::agenda next;
  // While our own call is running the channel actor surely answers; the busy path needs no timer.
  const bool answer_will_come = std::holds_alternative<order::attempting>(state.now) &&
                                calls_.is_paying(current_attempt(state).number);
  if (!answer_will_come)
    next = agenda_of(
        state, home_.now(), timing_of(shared_.settings_of_channels, channel_of(state), state.type),
        shared_.began);
  reminders_.note_person(is_with_a_person(state), [this](bool waits) {
    home_.send(*shared_.people, order_waits{id_, waits});
  });
  reminders_.update(next, [this](order::duty d, const std::optional<instant>& at) {
    home_.send(shared_.supervised_by->of(d), remind{id_, at});
  });
}

// -- answering ---------------------------------------------------------------------------------

void order_entity::say(answered&& what) { home_.say(*shared_.front_desk, std::move(what)); }

void order_entity::tell(const waiter& w, answer what) {
  say({w.who, std::move(what), w.id_is_written});
}

void order_entity::answer_satisfied() {
  waiters_.answer_satisfied(journal_, [this](answered&& a) { say(std::move(a)); });
}

void order_entity::refuse(order_message& m, rejection why) {
  tell_no_order_made(m, home_, shared_);
  m.acknowledge.say(true);
  if (m.waits) tell(*m.waits, std::move(why));
}

void order_entity::give_back(order_message& m) {
  m.acknowledge.say(false);
  tell_balance(id_, kept_refund_in(m), {}, home_, shared_);
  if (m.waits) tell(*m.waits, why_given_back());
}

void order_entity::give_up() {
  if (const auto ours = std::exchange(writing_, nullptr)) {
    ours->acknowledge.say(false);
    if (ours->waits) waiters_.wait(std::move(*ours->waits));
  }
  for (const auto& w : waiters_.take_all()) tell(w, why_given_back());
  for (auto& m : std::exchange(stash_, {})) give_back(m);
}

rejection order_entity::why_given_back() const {
  if (frame_.quarantined())
    return {rejection_code::order_quarantined, "",
            "this order made the engine fail twice and waits for a person"};
  return {rejection_code::unavailable, "",
          "the engine failed at this request and has read the order anew; send it again"};
}

// -- failing and coming back ---------------------------------------------------------------------

template <class Work, class Restart>
bool order_entity::guarded(Work&& work, Restart&& restart) {
  return frame_.run(std::forward<Work>(work), std::forward<Restart>(restart), [this](note n) {
    n.message = "order " + to_string(id_) + ' ' + n.message;
    n.fields = {{"actor", "order " + to_string(id_)}};
    shared_.tells->tell(n);
  });
}

void order_entity::recover() {
  guarded([this] { load(); }, [this] { load(); });
}

void order_entity::load() {
  calls_.forget_all();
  journal_.load(*shared_.log, id_);
  if (!is_open())
    counted_.ends();
  else if (!counted_.counts())
    counted_.is_counted(shared_.open->of(id_.merchant, journal_.state().type));
  reminders_.forget_all();
  order_message woken{.order = id_, .what = order::command{order::restarted{}}};
  handle_command(woken, order::restarted{});
}

void order_entity::start_over() {
  reload_after_write_ = writing_ != nullptr;
  if (reload_after_write_) return;
  load();
  answer_satisfied();
}

bool order_entity::may_leave() const {
  if (writing_ || !stash_.empty() || !waiters_.empty() || !calls_.none() || is_examined_)
    return false;
  if (means_.details != nullptr && still_needs_means(journal_.state())) return false;
  const auto soon = home_.now() + shared_.idle_before_passivation;
  return !reminders_.any_until(soon) && !frame_.quarantined();
}

}  // namespace sluice

#include "sim/judges/call_judge.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "sim/world/cards.hpp"

namespace sluice::sim {
namespace {

/// For so long a call of which the judge knows no more may still take a permit of the engine.
constexpr millis longest_call{15'000};
/// The engine gives up a silent port a moment after the judge does.
constexpr millis a_moment{1000};

load_book::limits limits_of_path(const channel::path_limits& p) {
  return {p.max_in_flight, p.calls_per_second};
}

/// "debit_card" is the way to each bank behind it.
bool leads_to(const channel::path& p, const instrument& paid_with) {
  const auto& whole = paid_with.text();
  return whole == p.text() || whole.starts_with(p.text() + '/');
}

}  // namespace

call_judge::call_judge(facts& known, const engine_settings& settings, const timeline& time,
                       experts others, verdict& says)
    : facts_(&known),
      settings_(&settings),
      time_(&time),
      times_(&others.times),
      limits_(&others.settings),
      codes_(&others.codes),
      verdict_(&says) {
  for (const auto& h : settings.hosts)
    hosts_[h.of] = {.limits = {h.limits.max_in_flight, h.limits.calls_per_second},
                    .of_connections = {.per_second = h.limits.connections_per_second}};
  for (const auto& c : settings.channels) {
    auto& load = loads_[c.id];
    if (c.host) load.host = &hosts_.at(*c.host);
    for (const auto& p : c.paths) load.paths.push_back({.of = p});
  }
}

call_judge::ticket call_judge::started(const channel_id& channel, const channel_call& call) {
  const auto t = count(channel, call);
  if (is_about_agreement(call.what)) return t;  // the agreement judge's business
  auto* o = facts_->owner_of(call.key);
  auto* a = o == nullptr ? nullptr : o->attempt_of(call.attempt);
  if (o != nullptr) times_->calls(*o, call);
  if (a == nullptr || a->key != call.key || a->channel != channel)
    verdict_->guilty(
        promise::paid_once, channel.value() + " is called (" + std::string(name_of(call.what)) +
                                ") under a number that is not durable: " + call.key.value());
  else if (call.what == operation::pay)
    pay(*o, *a, call);
  else if (call.what == operation::confirm)
    confirm(*o, *a, call);
  else if (call.what == operation::revoke || call.what == operation::close)
    take_back(*o, *a, call.what);
  else if (call.what == operation::refund || call.what == operation::refund_query ||
           call.what == operation::send_on_refund)
    refund(*o, call);
  else
    a->last_try = time_->now();
  return t;
}

void call_judge::pay(order_facts& o, attempt_facts& a, const channel_call& call) {
  if (o.is_shadow && !settings_of(a.channel).is_simulated)
    verdict_->guilty(promise::books_agree, "test traffic of " + to_string(o.id) + " reaches " +
                                               a.channel.value() + ", where money is real");
  const auto who = to_string(o.id);
  a.last_try = time_->now();
  if (++a.pay_calls > 1) verdict_->guilty(promise::paid_once, who + ": the payment is sent again");
  // In doubt already: its actor may have started over while the call was on its way.
  if (!is_open(o.stage) && o.stage != order_stage::taking_back)
    verdict_->guilty(promise::paid_once, who + ": a payment is sent for an order that is not open");
  if (call.amount != a.asked || call.type != o.type)
    verdict_->guilty(promise::books_agree, who + ": another amount is sent than was asked for");
  const auto* holder = o.holder();
  if (a.is_capture != (call.taken_from != nullptr) ||
      (a.is_capture && (holder == nullptr || call.taken_from->key != holder->key)))
    verdict_->guilty(promise::books_agree, who + ": a capture takes from what does not hold it");
  if (policy_of(o.type).needs_payment_code == call.payment_code.empty())
    verdict_->guilty(promise::books_agree, who + ": sent without its payment code");
  // A timer that was set before the clock was may fire late; none runs longer than a call.
  const auto limits = limits_->loosest_since(a.channel, a.known_since);
  if (!limits_->loosest_since(a.channel, time_->now()).enabled)
    verdict_->guilty(promise::limits_hold, who + ": sent although its channel is switched off");
  if (undisturbed_since(a.known_since - longest_call) &&
      time_->now() > a.known_since + limits.queue_deadline)
    verdict_->guilty(promise::limits_hold, who + ": sent after its time in the queue was over");
}

void call_judge::confirm(order_facts& o, attempt_facts& a, const channel_call& call) {
  const auto who = to_string(o.id);
  a.last_try = time_->now();
  if (++a.codes_sent > a.codes_given)
    verdict_->guilty(
        promise::paid_once, who + ": a payer's code is sent again, or before it is durable");
  if (!is_open(o.stage) && o.stage != order_stage::taking_back)
    verdict_->guilty(promise::paid_once, who + ": a code is sent for an order that is not open");
  if (call.amount != o.amount || call.type != o.type)
    verdict_->guilty(promise::books_agree, who + ": another amount is sent than was asked for");
  codes_->sent(o.id, call.code);
  const auto limits = limits_->loosest_since(a.channel, a.code_since);
  if (!limits_->loosest_since(a.channel, time_->now()).enabled)
    verdict_->guilty(promise::limits_hold, who + ": sent although its channel is switched off");
  if (undisturbed_since(a.code_since - longest_call) &&
      time_->now() > a.code_since + limits.queue_deadline)
    verdict_->guilty(promise::limits_hold, who + ": sent after its time in the queue was over");
}

void call_judge::take_back(const order_facts& o, attempt_facts& a, operation by) {
  const auto& timing = settings_of(a.channel).timing.at(o.type);
  a.last_try = time_->now();
  if (times_->too_early(a.charge_since(), timing.revoke_never_before))
    verdict_->guilty(promise::limits_hold, to_string(o.id) + ": a revoke is called too early");
  const auto end = timing.windows.revoke.end(instant{a.known_since});
  const auto waits = limits_->loosest_since(a.channel, a.known_since).queue_deadline + longest_call;
  const bool is_over = end && instant{time_->now() - waits} > *end;
  if (by == operation::revoke && is_over && !a.told_not_found && undisturbed_since(a.known_since))
    verdict_->guilty(promise::limits_hold, to_string(o.id) + ": a revoke is called too late");
}

const channel_settings& call_judge::settings_of(const channel_id& channel) const {
  return *std::find_if(settings_->channels.begin(), settings_->channels.end(),
                       [&](const channel_settings& c) { return c.id == channel; });
}

void call_judge::refund(order_facts& o, const channel_call& call) {
  auto* r = o.refund_of(call.refund);
  if (r != nullptr) r->last_try = time_->now();
  if (r == nullptr || r->key != call.refund_key || r->amount != call.refund_amount ||
      r->attempt != call.attempt)
    verdict_->guilty(promise::refunds_fit,
                     to_string(o.id) + ": a refund is sent under a number that is not durable");
  else if (call.what == operation::send_on_refund)
    send_on(o, *r, call);
}

/// Once for each word of a person that is durable, and to where it says.
void call_judge::send_on(const order_facts& o, refund_facts& r, const channel_call& call) {
  const auto who = to_string(o.id);
  if (++r.sent_on_calls > r.sent_on)
    verdict_->guilty(promise::refunds_fit, who + ": a refund is sent on, and no person said so");
  const bool is_the_card =
      call.card != nullptr && call.card->number.reveal() == made_up_card().number.reveal() &&
      call.card->holder_name.reveal() == made_up_card().holder_name.reveal();
  if (is_the_card != r.goes_to_a_card_named)
    verdict_->guilty(promise::refunds_fit, who + ": a refund is sent on to another card");
}

// -- how busy a channel is ------------------------------------------------------------------

load_book::limits call_judge::limits_of(const channel_id& channel) const {
  const auto now = limits_->loosest_since(channel, time_->now());
  return {now.max_in_flight, now.calls_per_second};
}

bool call_judge::channel_load::is_full(const load_book::limits& of_channel) const {
  if (host != nullptr && host->book.is_full(host->limits)) return true;
  return book.is_full(of_channel) || std::any_of(paths.begin(), paths.end(), [](const auto& p) {
           return p.book.is_full(limits_of_path(p.of));
         });
}

void call_judge::judge(const load_book& book, const load_book::limits& limits,
                       const std::string& where) {
  if (book.is_too_full(limits))
    verdict_->guilty(promise::limits_hold, where + ": more calls at once than allowed");
  if (book.is_too_fast(limits))
    verdict_->guilty(promise::limits_hold, where + ": more calls a second than allowed");
}

/// It, and all that are reached at its host.
template <class Visit>
void call_judge::for_each_beside(const channel_load& one, const Visit& visit) {
  for (const auto& [id, other] : loads_)
    if (&other == &one || (one.host != nullptr && other.host == one.host)) visit(id, other);
}

call_judge::ticket call_judge::count(const channel_id& channel, const channel_call& call) {
  const auto limits = limits_of(channel);
  auto& load = loads_.at(channel);
  load.book.begin(++count_, time_->now());
  judge(load.book, limits, channel.value());
  bool is_fast = load.book.is_fast(limits);
  if (load.host != nullptr) {
    auto& of_host = *load.host;
    of_host.book.begin(count_, time_->now());
    judge(of_host.book, of_host.limits, "the host of " + channel.value());
    is_fast = is_fast || of_host.book.is_fast(of_host.limits);
  }
  for (auto& p : load.paths) {
    if (!is_payment(call.what) || !leads_to(p.of.of, call.paid_with)) continue;
    p.book.begin(count_, time_->now());
    judge(p.book, limits_of_path(p.of), channel.value() + ' ' + p.of.of.text());
    is_fast = is_fast || p.book.is_fast(limits_of_path(p.of));
  }
  for_each_beside(load, [&](const channel_id& id, const channel_load& one) {
    auto& full = facts_->fullness_of(id);
    full.now = one.is_full(limits_of(id));
    if (is_fast) full.until = std::max(full.until, time_->now() + load_book::second);
  });
  return count_;
}

/// Until it may have looked again: it cannot know when there is room.
void call_judge::has_opened(const called_host& at) {
  auto& host = hosts_.at(at);
  host.connections.begin(++count_, time_->now());
  if (host.connections.is_too_fast(host.of_connections))
    verdict_->guilty(
        promise::limits_hold, at.name + ": more connections are opened a second than allowed");
  if (!host.connections.is_fast(host.of_connections)) return;
  for (const auto& [id, load] : loads_)
    if (load.host == &host) {
      auto& full = facts_->fullness_of(id);
      full.until = std::max(full.until, time_->now() + load_book::second + a_moment);
    }
}

void call_judge::may_not_open(const called_host& at, bool an_idle_one_was_cut) {
  // After a pause the engine may give up calls before their connections are closed.
  if (!an_idle_one_was_cut && undisturbed_since(time_->now() - longest_call))
    verdict_->guilty(
        promise::limits_hold, at.name + ": a call is made for which no connection may be opened");
}

void call_judge::over(const channel_id& channel, ticket t) {
  auto& load = loads_.at(channel);
  load.book.end(t);
  if (load.host != nullptr) load.host->book.end(t);
  for (auto& p : load.paths) p.book.end(t);
  for_each_beside(load, [&](const channel_id& id, const channel_load& one) {
    auto& full = facts_->fullness_of(id);
    if (!full.now || one.is_full(limits_of(id))) return;
    full.now = false;
    full.until = std::max(full.until, time_->now() + a_moment);
  });
}

/// It may leave payments waiting until it dares to be as fast as before.
void call_judge::told_too_fast(const channel_id& channel) {
  constexpr millis longest_caution{30'000};
  auto& full = facts_->fullness_of(channel);
  full.until = std::max(full.until, time_->now() + longest_caution);
}

void call_judge::all_over() {
  disturbed_ = time_->now();
  limits_->disturbed();
  for (auto& [name, host] : hosts_) {
    host.book.clear();
    host.connections.clear();
  }
  for (auto& [channel, load] : loads_) {
    load.book.clear();
    for (auto& p : load.paths) p.book.clear();
    facts_->fullness_of(channel) = {.until = time_->now() + longest_call};
  }
}

// -- what the engine has been told ------------------------------------------------------------

void call_judge::told(const channel_call& call, const channel_answer& answer) {
  auto* o = facts_->owner_of(call.key);
  if (o == nullptr) return;
  std::visit(
      overloaded{
          [&](const order::attempt_report& r) {
            if (auto* a = o->attempt_of(r.attempt)) told_of_attempt(*a, *o, r, call.what);
          },
          [&](const order::revoke_report& r) {
            auto* a = o->attempt_of(r.attempt);
            if (a == nullptr || r.found != order::revoke_finding::done) return;
            a->told_revoked = true;
            if (a->told_returned != order::returned::yes) a->told_returned = r.money_returned;
          },
          [&](const order::refund_report& r) {
            if (auto* known = o->refund_of(r.refund)) {
              const bool done = r.found == order::refund_finding::done;
              known->told_done |= done;
              if (r.amount) known->told_moved.push_back(r.amount->minor_units);
                     // Whoever names no amount speaks of what was asked for.
              if (done && !r.amount) known->told_moved.push_back(call.refund_amount.minor_units);
              known->told_sendable |= r.found == order::refund_finding::stuck && r.can_be_sent_on;
              known->told_failed |= r.found == order::refund_finding::failed ||
                                    r.found == order::refund_finding::too_late;
            }
          },
          [](const agreement::report&) {},
      },
      answer);
}

void call_judge::told_of_attempt(attempt_facts& a, const order_facts& o,
                                 const order::attempt_report& r, operation what) {
  const bool by_query = what == operation::query;
  switch (r.found) {
    case order::finding::paid:
      if (r.amount) a.told_amounts.push_back(*r.amount);
      if (r.amount && *r.amount != a.asked) return;
      a.told_paid = true;
      a.told_paid_by_query |= by_query;
      return;
    case order::finding::not_paid:
      // It may be said of the code before the last one.
      if (by_query && a.codes_given > 0 && !times_->must_be_visible(o, a)) return;
      a.told_not_paid = true;
      a.told_reroutable |= r.reroutable;
      return;
    case order::finding::not_found: a.told_not_found |= by_query; return;
    case order::finding::not_sent:
      (what == operation::confirm ? a.code_refused : a.told_never_left) |= !by_query;
      return;
    case order::finding::not_paid_if_query_agrees: a.told_hearsay = true; return;
    case order::finding::payer_paying:
      a.code_refused |= what == operation::confirm && r.action.has_value();
      return;
    case order::finding::unknown:
    case order::finding::not_paid_if_revoked:
    case order::finding::not_paid_yet: return;
  }
}

void call_judge::told(const channel_notification& notice) {
  auto* o = facts_->owner_of(notice.key);
  if (o == nullptr || notice.found != order::finding::paid || !notice.verified) return;
  for (auto& a : o->attempts)  // one that names no amount does not say that it is right
    if (a.key == notice.key && notice.amount == a.asked) a.told_paid = true;
}

void call_judge::acknowledged(const channel_notification& notice) {
  auto* o = facts_->owner_of(notice.key);
  if (o == nullptr || notice.found != order::finding::paid) return;
  const bool ended_unpaid = o->stage == order_stage::failed || o->stage == order_stage::revoked;
  for (const auto& a : o->attempts) {
    if (a.key != notice.key || notice.amount != a.asked) continue;
    if (&a == &o->attempts.back() && is_open(o->stage))
      verdict_->guilty(promise::nothing_lost,
                       to_string(o->id) + ": a notification is acknowledged before it is durable");
    if (ended_unpaid && !a.contradicted && !o->late_money_found && !a.told_revoked)
      verdict_->guilty(promise::nothing_lost, to_string(o->id) +
                                                  ": a notification of late money is acknowledged, "
                                                  "and nothing of it is in the log");
  }
}

}  // namespace sluice::sim

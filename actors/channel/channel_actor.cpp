#include "actors/channel/channel_actor.hpp"

#include "actors/alarm/alarm_facts.hpp"
#include "actors/alarm/call_end.hpp"
#include "actors/figures/call_result.hpp"
#include "actors/figures/link_figures.hpp"
#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

/// The port promises an answer shortly after the call's time-out. A permit must not be lost to one
/// that breaks its promise.
constexpr millis port_grace{3000};

/// A half-open channel looks for its next probe not more often than this, whatever its settings
/// say.
constexpr millis shortest_look{100};

bool says_nothing(const channel_answer& a) {
  return std::visit(
      overloaded{
          [](const order::attempt_report& r) { return r.found == order::finding::unknown; },
          [](const order::revoke_report& r) { return r.found == order::revoke_finding::unknown; },
          [](const order::refund_report& r) { return r.found == order::refund_finding::unknown; },
          [](const agreement::report& r) { return r.found == agreement::finding::unknown; },
      },
      a);
}

order::source source_of(operation what) {
  return is_payment(what) ? order::source::pay_answer : order::source::query_answer;
}

/// What a restored engine lets out: questions. Everything else moves money, or begins what may.
bool only_asks(operation what) {
  switch (what) {
    case operation::query:
    case operation::refund_query:
    case operation::query_agreement: return true;
    case operation::pay:
    case operation::confirm:
    case operation::revoke:
    case operation::close:
    case operation::refund:
    case operation::send_on_refund:
    case operation::offer_agreement:
    case operation::open_card:
    case operation::end_agreement: return false;
  }
  broken_invariant("every operation asks, or does more", __FILE__, __LINE__);
}

constexpr std::string_view restored_code = "engine_restored";

/// What its answer needs once the call has been handed over; codes are needed once.
channel_call what_remains_of(const channel_call& call) {
  return {.what = call.what,
          .type = call.type,
          .attempt = call.attempt,
          .paid_with = call.paid_with,
          .refund = call.refund,
          .on_hearsay = call.on_hearsay,
          .begun = call.begun};
}

channel::urgency urgency_of(const channel_call& call) {
  using channel::urgency;
  switch (call.what) {
    case operation::pay:
    case operation::confirm:
      return policy_of(call.type).payer_waits ? urgency::payer_waits : urgency::background;
    case operation::refund: return call.gives_back ? urgency::settles_doubt : urgency::background;
    case operation::query: return call.on_hearsay ? urgency::hearsay : urgency::settles_doubt;
    case operation::revoke:
    case operation::close:
    case operation::refund_query:
    case operation::send_on_refund:
    case operation::query_agreement:
    case operation::end_agreement: return urgency::settles_doubt;
    case operation::open_card:
    case operation::offer_agreement: return urgency::payer_waits;
  }
  broken_invariant("every operation has an urgency", __FILE__, __LINE__);
}

}  // namespace

channel_actor::channel_actor(caf::actor_config& cfg, needs own, channel_settings settings)
    : event_based_actor(cfg),
      needs_(std::move(own)),
      settings_(std::move(settings)),
      keeper_(channel_stream(settings_.id),
              {settings_.id, longest_queue_deadline(settings_.timing)},
              [this](const keeper::word& w, const rejection* no) { answer_word(w, no); }),
      paths_(settings_.id, settings_.breaker) {}

caf::behavior channel_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  take_over_settings();
  return {
      [this](batch<call_wanted>& b) {
        const auto now = needs_.clock->now();
        for (auto& w : b.all) take(w, now);
        send_all();
      },
      [this](const inbox_filled&) {
        const auto now = needs_.clock->now();
        for (auto& a : answers_->take()) on_answer(a, now);
        send_all();
      },
      [this](settings_word<channel::command>& w) {
        take_word(w);
        send_all();
      },
      [this](const written& w) {
        on_written(w);
        send_all();
      },
      [this](const tick& t) {
        if (!timer_.fired(t.generation)) return;
        const auto now = needs_.clock->now();
        give_up_on_late_ones(now);
        start_what_may(now);
        if (is_half_open_) show_half_open_ones(now);
        send_all();
      },
      [](const pass_round& p) { p.of->passed(p.as); },
      [this](const are_you_quiet&) {
        idle_promise_ = make_response_promise();
        drain();
        send_all();
        return idle_promise_;
      },
      [this](const stop_now&) {
        idle_promise_ = {};  // an unkept one keeps us
        quit();
      },
  };
}

void channel_actor::take(call_wanted& w, instant now) {
  if (!has_limits_ && !draining_) return wait_for_limits_.push_back(std::move(w));
  const auto t = next_ticket_++;
  const bool pays = is_payment(w.call.what);
  // What settles doubt, or gives money back, is not held up by the limits of a path.
  const channel::gate::kind kind{
      .how = urgency_of(w.call),
      .is_payment = pays,
      .path = pays ? gate_.path_of(w.call.paid_with) : channel::path_number{0}};
  const auto [at, is_new] = calls_.emplace(t, wanted{std::move(w.by), std::move(w.call), kind});
  SLUICE_INVARIANT(is_new);
  // Silence, and not "not sent": what this call is about may be done already, and forgotten here.
  if (needs_.level.is_restored() && !only_asks(at->second.call.what))
    return answer_order(t, unknown_answer(at->second.call, source_of(at->second.call.what),
                                          std::string(restored_code)));
  if (draining_) return not_sent(t, "engine_stopping");
  if (may_not_see(at->second.call)) return not_sent(t, "shadow_not_simulated");
  if (paths_.holds_back(at->second.call)) return not_sent(t, "path_open");
  using outcome = channel::gate::outcome;
  const auto entry = gate_.enter(t, kind, merchant_of(at->second.by), now);
  if (entry.put_out) not_sent(*entry.put_out, why_kept_back("channel_queue_full", now));
  switch (entry.what) {
    case outcome::switched_off: return not_sent(t, "channel_switched_off");
    case outcome::queue_full: return not_sent(t, why_kept_back("channel_queue_full", now));
    case outcome::starts: start(t, now); break;
    case outcome::waits: break;
  }
  start_what_may(now);
}

/// Routes lead no test traffic here: this is the second guard, which knows nothing of the first.
bool channel_actor::may_not_see(const channel_call& call) const {
  if (!is_payment(call.what) || !call.is_shadow || settings_.is_simulated) return false;
  needs_.tells->tell({.level = severity::critical,
                      .event = "shadow_at_real_channel",
                      .message = "test traffic came to a channel where money is real; it was not "
                                 "sent",
                      .fields = {{"channel", settings_.id.value()}, {"key", call.key.value()}}});
  return true;
}

void channel_actor::start_what_may(instant now) {
  while (const auto t = gate_.next_to_start(now)) start(*t, now);
  arm(now);
}

void channel_actor::start(ticket t, instant now) {
  SLUICE_INVARIANT(gate_.in_flight() <= gate_.limits().max_in_flight);
  auto& w = calls_.at(t);
  SLUICE_INVARIANT(!w.silent_at.has_value());
  w.call.at = needs_.clock->machine_time();
  if (w.call.not_after && w.call.at >= *w.call.not_after) {
    gate_.not_started(w.kind, now);
    return not_sent(t, "expired");
  }
  const auto held = paths_.let_pass(w.call, now);
  if (!held) {
    gate_.not_started(w.kind, now);
    return not_sent(t, "path_open");
  }
  ++count_calls_;
  w.began = now;
  w.held = *held;
  w.silent_at = now + w.call.timeout + port_grace;
  silent_at_.emplace(*w.silent_at, t);
  if (needs_.records != nullptr) w.number = number_of(w.call);
  auto call = std::exchange(w.call, what_remains_of(w.call));
  // Our address, not ourselves: a port that never answers would keep us, as we keep the port.
  needs_.port->start(
      std::move(call), [me = address(), answers = answers_, ticket = t](channel_answer a) {
        if (const auto alive = caf::actor_cast<caf::actor>(me))
          answers->put(alive, {ticket, std::move(a)});
      });
}

void channel_actor::on_answer(const port_answered& a, instant now) {
  const auto known = calls_.find(a.ticket);
  if (known == calls_.end()) return;  // given up on; its order has been told
  SLUICE_INVARIANT(known->second.silent_at.has_value());
  gate_.finished(known->second.kind);
  heed(a.answer, now);
  answer_order(a.ticket, believed(a.answer));
  start_what_may(now);
}

/// What was forgotten may have gone through another channel, or this one may not know it yet: while
/// the engine is restored, what a channel does not find is no evidence.
channel_answer channel_actor::believed(channel_answer a) {
  auto* const report = std::get_if<order::attempt_report>(&a);
  if (report != nullptr && report->found == order::finding::not_found &&
      needs_.level.is_restored()) {
    report->found = order::finding::unknown;
    report->code = restored_code;
  }
  return a;
}

void channel_actor::heed(const channel_answer& a, instant now) {
  const auto* report = std::get_if<order::attempt_report>(&a);
  if (report == nullptr) return;
  switch (report->whose) {
    case fault::too_fast: return gate_.too_fast(now);
    case fault::program:
    case fault::order: return gate_.faulty(now);
    case fault::none:
    case fault::payer:
    case fault::account:
    case fault::channel: return;
  }
}

void channel_actor::give_up_on_late_ones(instant now) {
  for (const auto t : gate_.expire(now)) not_sent(t, why_kept_back("channel_queue_deadline", now));
  while (!silent_at_.empty() && silent_at_.begin()->first <= now) {
    const auto t = silent_at_.begin()->second;
    const auto& w = calls_.at(t);
    gate_.finished(w.kind);
    answer_order(t, unknown_answer(w.call, source_of(w.call.what), "port_silent"));
  }
}

std::string channel_actor::why_kept_back(std::string_view here, instant now) const {
  return std::string(gate_.waits_for_host(now) ? channel::host_is_full : here);
}

void channel_actor::not_sent(ticket t, std::string code) {
  const auto& w = calls_.at(t);
  // Of one that was started this would be a lie, and the order would pay elsewhere.
  SLUICE_INVARIANT(!w.silent_at.has_value());
  ++count_refused_;
  auto a = unknown_answer(w.call, source_of(w.call.what), std::move(code));
  if (is_payment(w.call.what)) std::get<order::attempt_report>(a).found = order::finding::not_sent;
  answer_order(t, std::move(a));
}

void channel_actor::answer_order(ticket t, channel_answer a) {
  const auto it = calls_.find(t);
  SLUICE_INVARIANT(it != calls_.end());
  if (says_nothing(a)) ++count_unknown_;
  if (needs_.records != nullptr) record(it->second, a);
  const auto& call = it->second.call;
  const auto began = it->second.began;
  auto by = std::move(it->second.by);
  if (it->second.silent_at) {
    const auto now = needs_.clock->now();
    paths_.ended(call, it->second.held, began, a, now);
    if (is_payment(call.what)) show(channel::path(call.paid_with), now);
    if (needs_.heard != nullptr) tell_watch(by, call, a, now);
    if (needs_.links != nullptr) tell_figures(call, a, began, now);
    const auto ended_silence = silent_at_.erase({*it->second.silent_at, t});
    SLUICE_INVARIANT(ended_silence == 1);
  }
  call_ended ended{call.what, call.attempt, call.refund, call.on_hearsay, std::move(a)};
  calls_.erase(it);
  std::visit(
      overloaded{
          [&](order_id& order) {
            const auto& shard = needs_.orders->of(order);
            to_orders_.put(shard, {.order = std::move(order), .what = std::move(ended)});
          },
          [&](agreement_id& agreement) {
            agreement_call_ended told{std::get<agreement::report>(std::move(ended.answer)), began};
            to_agreements_.put(
                *needs_.agreements, {.agreement = std::move(agreement), .what = std::move(told)});
          }},
      by);
}

void channel_actor::tell_watch(const call_owner& by, const channel_call& call,
                               const channel_answer& a, instant now) const {
  const auto key =
      std::visit([](const auto& id) { return std::hash<std::decay_t<decltype(id)>>{}(id); }, by);
  const alarm::path where{settings_.id, call.type};
  const auto how = call_end_of(call.what, a);
  const bool has_code = how == alarm::call_end::failed || how == alarm::call_end::declined;
  needs_.heard->hear(
      alarm::call_ended{where, key, how, has_code ? code_in(a) : "", is_payment(call.what)}, now);
  if (auto why = why_abnormal(a))
    needs_.heard->hear(alarm::happened{alarm::kind::abnormal_failure,
                                       to_text(where) + ':' + code_in(a), key, *std::move(why)},
                       now);
}

void channel_actor::tell_figures(const channel_call& call, const channel_answer& a, instant began,
                                 instant now) {
  const auto how = call_result_of(call.what, a);
  if (!how || needs_.level.is_side_work_off()) return;
  needs_.links->count({settings_.id, call.type}, *how, now - began, now);
  if (call.what == operation::query)
    needs_.links->probed(settings_.id, {call.begun, now, *how, now - began});
}

void channel_actor::arm(instant now) {
  propose_turns(now);
  if (gate_.has_room(now) != has_shown_room_) show({}, now);
  auto next = gate_.look_again_at(now);
  const auto consider = [&](const std::optional<instant>& at) {
    if (at && (!next || *at < *next)) next = at;
  };
  if (!silent_at_.empty()) consider(silent_at_.begin()->first);
  consider(paths_.look_again_at(now, needs_.clock->machine_time()));
  if (is_half_open_) consider(now + std::max(settings_.breaker.probe_pace, shortest_look));
  if (!next) return;
  const auto wait = std::max(*next - now, millis{1});
  if (timer_.fires_within(wait, clock().now())) return;
  delayed_send(this, wait, tick{timer_.set(wait, clock().now())});
}

void channel_actor::drain() {
  draining_ = true;
  for (auto& w : std::exchange(wait_for_limits_, {})) take(w, needs_.clock->now());
  for (const auto t : gate_.empty_queue()) not_sent(t, "engine_stopping");
}

/// In this order: whoever hears that the channel is idle finds what it said at the orders.
void channel_actor::send_all() {
  SLUICE_INVARIANT(gate_.in_flight() == silent_at_.size());
  SLUICE_INVARIANT(calls_.size() == silent_at_.size() + gate_.queued());
  to_orders_.send_all(*this);
  to_agreements_.send_all(*this);
  answers_to_words_.send_all(*this);
  if (gate_.in_flight() == 0 && idle_promise_.pending()) idle_promise_.deliver(true);
}

}  // namespace sluice

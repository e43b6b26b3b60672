#include "sim/world/wire.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "domain/order/state.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;

/// After this the engine gives up a port that says nothing (actors/channel/channel_actor.cpp).
constexpr millis port_grace = 3s;
/// A late call still arrives before any channel would call its number unknown for good.
constexpr millis latest_arrival = 45s;
constexpr std::string_view unlisted_code = "A_NEW_CODE";
constexpr std::array<std::string_view, 3> unreadable{"html_page", "bad_signature", "cut_short"};

std::string_view word_of(order::revoke_finding found) {
  switch (found) {
    case order::revoke_finding::done: return "done";
    case order::revoke_finding::again: return "again";
    case order::revoke_finding::unknown: return "unknown";
    case order::revoke_finding::refused: return "refused";
    case order::revoke_finding::already_paid: return "already_paid";
    case order::revoke_finding::too_late: return "too_late";
  }
  broken_invariant("every finding of a revoke has a word", __FILE__, __LINE__);
}

std::string_view word_of(order::refund_finding found) {
  switch (found) {
    case order::refund_finding::done: return "done";
    case order::refund_finding::accepted: return "accepted";
    case order::refund_finding::failed: return "failed";
    case order::refund_finding::unknown: return "unknown";
    case order::refund_finding::not_refunded: return "not_refunded";
    case order::refund_finding::too_late: return "too_late";
    case order::refund_finding::stuck: return "stuck";
    case order::refund_finding::not_sent_on: return "not_sent_on";
  }
  broken_invariant("every finding of a refund has a word", __FILE__, __LINE__);
}

std::string_view short_name(const channel_answer& a) {
  return std::visit(overloaded{[](const order::attempt_report& r) { return name_of(r.found); },
                               [](const order::revoke_report& r) { return word_of(r.found); },
                               [](const order::refund_report& r) { return word_of(r.found); },
                               [](const agreement::report& r) { return name_of(r.found); }},
                    a);
}

constexpr std::string_view timed_out = "timed_out";

std::string_view code_of(const channel_answer& a) {
  return std::visit([](const auto& r) -> std::string_view { return r.code; }, a);
}

/// Whom a channel's code blames, as its table would say.
channel_answer blaming(fault whose, channel_answer a) {
  if (auto* r = std::get_if<order::attempt_report>(&a)) r->whose = whose;
  return a;
}

}  // namespace

wire::wire(scene& in, const scenario_channel& about, bank& at_the_end)
    : scene_(&in),
      about_(about),
      id_(about.name),
      bank_(&at_the_end),
      sky_(in.more_dice(about)),
      dice_(in.dice_of_calls(about)) {}

void wire::serve(life process) {
  process_ = std::move(process);
  if (lines_) lines_->serve(nullptr);
}

void wire::watch_connections(std::shared_ptr<connection_watch> watch) {
  if (lines_) lines_->serve(std::move(watch));
}

void wire::suffer(const scenario_outage& what) {
  const auto of = what.path.empty() ? instrument() : *instrument_from_text(what.path);
  (what.slow ? slow_ : dark_).push_back({of, scene_->time.now() + what.lasts});
}

/// A method's trouble is that of all its banks.
bool wire::is_in(const std::vector<trouble>& troubles, const channel_call& call) const {
  const auto strikes = [&](const trouble& t) {
    const bool is_meant = !t.of.is_said() || t.of == call.paid_with ||
                          (t.of.bank().empty() && t.of.method() == call.paid_with.method());
    return is_meant && scene_->time.now() < t.until;
  };
  return !dice_.calm() && std::any_of(troubles.begin(), troubles.end(), strikes);
}

void wire::start(channel_call call, on_answer done) {
  if (!process_) return;
  scene_->tale.tell(
      {"engine ->", about_.name, name_of(call.what), call.key.value(), call.refund.value()});
  const auto ticket = scene_->judges.calls.started(id_, call);
  if (is_about_agreement(call.what)) scene_->judges.agreements.called(id_, call);
  if (const auto* order = scene_->judges.known.owner_of(call.key))
    scene_->judges.records.called(order->id, call);
  scene_->judges.breakers.started(id_, ticket, call);
  scene_->judges.figures.started(id_, ticket, call);
  auto& luck = dice_of(call);
  if (luck.strikes(hazard::port_throws)) {
    scene_->judges.calls.over(id_, ticket);
    throw std::runtime_error("the port of " + about_.name + " threw");
  }
  weather();
  const auto j =
      std::make_shared<journey>(journey{std::move(call), std::move(done), process_, ticket});
  if (!takes_line(j)) return;
  const bool late = luck.strikes(hazard::port_late);
  if (late || luck.strikes(hazard::port_silent)) {
    scene_->time.after(j->call.timeout + port_grace - millis{1}, [this, ticket, j] {
      leave_line(*j, false);
      scene_->judges.calls.over(id_, ticket);
      scene_->judges.breakers.ended(id_, ticket, nullptr);
      if (j->process) scene_->judges.figures.ended(id_, ticket, nullptr);
      if (j->process) scene_->judges.alarms.ended(id_, order_of(j->call), nullptr);
    });
    const auto unheard = std::exchange(j->done, {});
    if (late) answer_in_vain(j, unheard);
  }
  if (never_arrives(j)) return;
  travel(j);
}

bool wire::takes_line(const std::shared_ptr<journey>& j) {
  if (!lines_) return true;
  j->line = lines_->take(dice_of(j->call));
  if (!j->line) answer_after(millis{0}, j, not_sent(j->call, "not_connected"));
  return j->line.has_value();
}

/// Its process may have died, and another use the lines by now.
void wire::leave_line(journey& j, bool stays_open) {
  if (!j.line || !j.process) return;
  stays_open ? lines_->is_idle(*j.line) : lines_->close(*j.line);
  j.line.reset();
}

/// Nobody waits for it any more.
void wire::answer_in_vain(const std::shared_ptr<journey>& j, const on_answer& done) {
  scene_->time.after(
      j->call.timeout + port_grace + dice_of(j->call).roll().between(0s, 30s), [this, j, done] {
        if (j->process) done(nothing(j->call, "too_late"));
      });
}

/// Outages and brown-outs begin by themselves, at most one a minute.
void wire::weather() {
  const auto now = scene_->time.now();
  if (now < weather_at_) return;
  weather_at_ = now + 60s;
  const auto is_over = [now](const trouble& t) { return t.until <= now; };
  std::erase_if(dark_, is_over);
  std::erase_if(slow_, is_over);
  if (sky_.strikes(hazard::outage)) {
    dark_.push_back({{}, now + sky_.roll().between(10s, 600s)});
    scene_->tale.tell({about_.name, "goes dark"});
  }
  if (sky_.strikes(hazard::brown_out)) {
    slow_.push_back({{}, now + sky_.roll().between(10s, 600s)});
    scene_->tale.tell({about_.name, "becomes slow"});
  }
}

bool wire::never_arrives(const std::shared_ptr<journey>& j) {
  const bool dark = is_in(dark_, j->call);
  auto& luck = dice_of(j->call);
  const bool refused = dark ? luck.roll().one_in(2) : luck.strikes(hazard::connection_refused);
  if (refused) {
    leave_line(*j, false);
    answer_after(millis{0}, j, not_sent(j->call, "not_connected"));
    return true;
  }
  if (dark || luck.strikes(hazard::request_lost)) {
    scene_->tale.tell(
        {"lost on the way to", about_.name, name_of(j->call.what), j->call.key.value()});
    time_out(j);
    return true;
  }
  if (luck.strikes(hazard::rate_limited)) {
    scene_->tale.tell({about_.name, "is asked too often:", j->call.key.value()});
    const auto back = half_way(j->call);
    if (back < j->call.timeout)
      answer_after(back, j, blaming(fault::too_fast, nothing(j->call, "FREQUENCY_LIMITED")));
    else
      time_out(j);
    return true;
  }
  return false;
}

void wire::travel(const std::shared_ptr<journey>& j) {
  auto& luck = dice_of(j->call);
  auto there = half_way(j->call);
  j->back = half_way(j->call);
  if (is_in(slow_, j->call)) {
    there *= 8;
    j->back *= 8;
  }
  if (luck.strikes(hazard::request_late)) there = luck.roll().between(11s, latest_arrival);
  j->lost = luck.strikes(hazard::answer_lost);
  if (luck.strikes(hazard::answer_late)) j->back = luck.roll().between(11s, 60s);
  spoil(*j);
  if (j->lost || there + j->back >= j->call.timeout) {
    j->lost = true;
    scene_->tale.tell({"the answer will be lost:", name_of(j->call.what), j->call.key.value()});
    time_out(j);
  }
  scene_->time.after(there, [this, j] { arrive(j); });
}

void wire::spoil(journey& j) {
  if (dice_of(j.call).strikes(hazard::answer_unreadable))
    j.code = dice_of(j.call).roll().any_of(unreadable);
  else if (dice_of(j.call).strikes(hazard::answer_unlisted))
    j.code = unlisted_code;
  else if (dice_of(j.call).strikes(hazard::system_error))
    j.code = "SYSTEMERROR";
  j.spoilt = !j.code.empty();
}

void wire::arrive(const std::shared_ptr<journey>& j) {
  // An unlisted code or a system error may also mean that nothing was done.
  const bool not_done = j->spoilt && j->code.front() < 'a' && dice_of(j->call).roll().one_in(2);
  if (not_done) {
    if (!j->lost) answer_after(j->back, j, blaming(fault::channel, nothing(j->call, j->code)));
    return;
  }
  auto a = way_ ? way_->carry(j->call) : bank_->handle(j->call);
  if (j->lost) return;
  if (j->spoilt) a = nothing(j->call, j->code);
  answer_after(j->back, j, std::move(a));
}

void wire::time_out(const std::shared_ptr<journey>& j) {
  answer_after(j->call.timeout, j, nothing(j->call, std::string(timed_out)));
}

void wire::answer_after(millis pause, const std::shared_ptr<journey>& j, channel_answer a) {
  scene_->time.after(pause, [this, j, a = std::move(a)] {
    if (!j->process || !j->done) return;
    leave_line(*j, code_of(a) != timed_out);
    scene_->tale.tell({about_.name, "-> engine:", name_of(j->call.what), short_name(a),
                       j->call.key.value(), j->call.refund.value()});
    scene_->judges.calls.over(id_, j->ticket);
    scene_->judges.breakers.ended(id_, j->ticket, &a);
    scene_->judges.figures.ended(id_, j->ticket, &a);
    scene_->judges.alarms.ended(id_, order_of(j->call), &a);
    scene_->judges.alarms.told({id_, j->call.type}, a);
    scene_->judges.calls.told(j->call, a);
    if (const auto* r = std::get_if<order::attempt_report>(&a);
        r != nullptr && r->whose == fault::too_fast)
      scene_->judges.calls.told_too_fast(id_);
    scene_->judges.book.told(j->call, a);
    std::exchange(j->done, {})(a);
  });
}

/// Of an agreement: its own number.
std::string wire::order_of(const channel_call& call) const {
  const auto* owner = scene_->judges.known.owner_of(call.key);
  return owner == nullptr ? call.key.value() : to_string(owner->id);
}

channel_answer wire::not_sent(const channel_call& call, std::string code) const {
  auto a = nothing(call, std::move(code));
  if (is_payment(call.what)) std::get<order::attempt_report>(a).found = order::finding::not_sent;
  return a;
}

channel_answer wire::nothing(const channel_call& call, std::string code) const {
  const auto from = is_payment(call.what) ? order::source::pay_answer : order::source::query_answer;
  const bool is_unlisted = code == unlisted_code;
  auto a = unknown_answer(call, from, std::move(code));
  std::visit([&](auto& report) { report.unlisted = is_unlisted; }, a);
  return a;
}

millis wire::half_way(const channel_call& call) {
  return dice_of(call).roll().between(about_.latency_least / 2, about_.latency_most / 2);
}

}  // namespace sluice::sim

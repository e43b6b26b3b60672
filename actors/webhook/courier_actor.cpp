#include "actors/webhook/courier_actor.hpp"

#include <algorithm>
#include <utility>

#include "actors/webhook/told_order.hpp"

namespace sluice {
namespace {

/// Records of the log that are looked at before others get on.
constexpr std::size_t most_read_at_once = 20'000;
/// The bookmark is saved at the latest after so many answers: a crash repeats no more than these.
/// The more endpoints there are, the more is written each time; so it is the less often.
constexpr std::size_t most_unsaved = 64, most_unsaved_of_each = 16;
constexpr millis pause_of_unreadable{3'600'000};

std::string said_of(const enable_webhook& q) {
  if (!q.from) return "what the endpoint has missed is sent now";
  const auto from = std::to_string(*q.from);
  return q.to ? "the endpoint is told again of events " + from + " to " + std::to_string(*q.to)
              : "the endpoint is told everything again from event " + from + " on";
}

}  // namespace

courier_actor::courier_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)), fates_(needs_.from->ids()) {}

caf::behavior courier_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  take_up_fates();
  return {
      [this](const log_advanced&) { go_on(); },
      [this](const inbox_filled&) {
        for (const auto& h : answers_->take()) hear(h);
        go_on();
      },
      [this](const tick& t) {
        if (timer_.fired(t.generation)) go_on();
      },
      [this](webhooks_wanted& w) {
        std::visit([&](const auto& q) { take(q, w.who, std::move(w.why)); }, w.ask);
        go_on();
      },
      [this](const written& w) {
        on_written(w);
        go_on();
      },
      [this](const stop_now&) { quit(); },
  };
}

void courier_actor::take_up_fates() {
  for (const auto& problem : fates_.load(*needs_.log))
    needs_.tells->tell({.level = severity::critical,
                        .event = "settings_unreadable",
                        .message = problem + "; what becomes of the endpoint is not written"});
  for (const auto& id : needs_.from->ids()) take_up_fate(id);
}

void courier_actor::take_up_fate(const webhook::endpoint_id& id) {
  const auto& fate = fates_.of(id);
  const auto kept = needs_.from->is_disabled(id);
  if (fate.is_known && fate.disabled != kept) {
    if (fate.disabled != webhook::disabled_by::nobody)
      return needs_.from->be_disabled(id, fate.disabled);
    static_cast<void>(needs_.from->enable(id, std::nullopt, needs_.clock->now()));
  }
  // By an older version, or a moment before the process ended.
  if (!fate.is_known && kept != webhook::disabled_by::nobody)
    fates_.note(id, webhook::endpoint_disabled{kept, 0});
}

webhook_list courier_actor::view_of(const merchant_id& m) const {
  webhook_list out{m, needs_.from->view_of(m)};
  for (auto& v : out.all) {
    const auto& fate = fates_.of({m, v.endpoint});
    if (fate.disabled != webhook::disabled_by::nobody) v.disabled_at = fate.disabled_at;
    v.given_up = fate.given_up;
    v.last_given_up = fate.last_given_up;
  }
  return out;
}

void courier_actor::reply(token who, answer said) {
  send(*needs_.front_desk, batch<answered>{{{.who = who, .what = std::move(said)}}});
}

void courier_actor::take(const list_webhooks& q, token who, cause&&) {
  reply(who, view_of(q.whose));
}

void courier_actor::take(const enable_webhook& q, token who, cause&& why) {
  if (auto no = enable(q)) return reply(who, *std::move(no));
  const webhook::endpoint_id id{q.whose, q.endpoint};
  needs_.tells->tell({.level = severity::info,
                      .event = "webhook_endpoint_enabled",
                      .message = said_of(q),
                      .fields = {{"endpoint", to_string(id)},
                                 {"operator", q.who.operator_name},
                                 {"reason", q.who.reason}}});
  ++unsaved_;
  if (!fates_.note(id, webhook::endpoint_enabled{q.who, q.from, q.to}, std::move(why)))
    return reply(who, view_of(q.whose));
  unanswered_.push_back({who, q.whose});
}

void courier_actor::write_fates() {
  auto what = fates_.take_out(needs_.clock->now());
  if (what.empty()) return;
  until_written_ = std::exchange(unanswered_, {});
  send(*needs_.log_writer, write_order{std::move(what), this});
}

void courier_actor::on_written(const written& w) {
  fates_.written(w.results);
  for (const auto& a : std::exchange(until_written_, {})) reply(a.who, view_of(a.whose));
}

std::optional<rejection> courier_actor::enable(const enable_webhook& q) {
  const webhook::endpoint_id id{q.whose, q.endpoint};
  if (!q.to) return needs_.from->enable(id, q.from, needs_.clock->now());
  if (!q.from)
    return rejection{rejection_code::setting_out_of_range, "to_sequence",
                     "is the end of a range: give from_sequence as well"};
  return tell_range(id, *q.from, *q.to);
}

std::optional<rejection> courier_actor::tell_range(const webhook::endpoint_id& id,
                                                   webhook::position from, webhook::position to) {
  auto made = needs_.from->range_of(id, from, to);
  if (auto* no = std::get_if<rejection>(&made)) return std::move(*no);
  auto& range = *std::get<std::unique_ptr<webhook_gaps>>(made);
  const auto damage =
      needs_.log->read_all(range.from(), [&](const store::record& r) { return range.pass(r); });
  if (damage)
    return rejection{rejection_code::setting_out_of_range, "from_sequence",
                     "the log cannot be read there: " + damage->what};
  return needs_.from->enable_again(range, needs_.clock->now());
}

void courier_actor::go_on() {
  read_on();
  while (const auto d = needs_.from->next(needs_.clock->now())) bring(*d);
  const auto most = std::max(most_unsaved, most_unsaved_of_each * needs_.from->endpoints());
  if (unsaved_ >= most || (out_ == 0 && unsaved_ > 0)) {
    unsaved_ = 0;
    send(*needs_.follower, log_advanced{});
  }
  write_fates();
  arm();
}

void courier_actor::bring(const webhook_delivery& d) {
  auto what = told_of(*needs_.log, d.to, d.event);
  if (const auto* why = std::get_if<std::string>(&what)) {
    needs_.from->put_off(d, needs_.clock->now() + pause_of_unreadable);
    return needs_.tells->tell(
        {.level = severity::critical,
         .event = "webhook_not_readable",
         .message = "a merchant cannot be told of an event: " + *why,
         .fields = {{"endpoint", to_string(d.to)}, {"sequence", std::to_string(d.event)}}});
  }
  ++out_;
  // Our address, not ourselves: a port that never answers would keep us, as we keep the port.
  needs_.port->send(
      std::get<webhook_message>(std::move(what)),
      [me = address(), answers = answers_, d, sent = needs_.clock->now()](webhook::answer a) {
        if (const auto alive = caf::actor_cast<caf::actor>(me)) answers->put(alive, {d, sent, a});
      });
}

void courier_actor::hear(const heard& h) {
  --out_;
  ++unsaved_;
  const auto turn = needs_.from->answered(h.what, h.said, h.sent, needs_.clock->now());
  note_turn(h, turn);
  tell_turn(h, turn.what);
}

void courier_actor::note_turn(const heard& h, const delivery_turn& turn) {
  if (turn.is_given_up) fates_.gave_up(h.what.to, h.what.event);
  if (turn.what == webhook::turn::disabled)
    fates_.note(
        h.what.to, webhook::endpoint_disabled{needs_.from->is_disabled(h.what.to), h.what.event});
}

void courier_actor::read_on() {
  if (!needs_.from->has_gaps() || needs_.clock->now() < reads_from_) return;
  auto gaps = needs_.from->gaps();
  std::size_t left = most_read_at_once;
  const auto damage = needs_.log->read_all(
      gaps.from(), [&](const store::record& r) { return left-- > 0 && gaps.pass(r); });
  if (!damage) return needs_.from->read(gaps, needs_.clock->now());
  reads_from_ = needs_.clock->now() + pause_of_unreadable;
  needs_.tells->tell({.level = severity::critical,
                      .event = "log_damaged",
                      .message = "merchants cannot be told of what lies there: " + damage->what});
}

void courier_actor::tell_turn(const heard& h, webhook::turn what) {
  if (what != webhook::turn::none && needs_.heard != nullptr)
    needs_.heard->hear(
        alarm::condition{alarm::kind::notification_failing, to_string(h.what.to),
                         what != webhook::turn::recovered, "the endpoint takes no webhooks"},
        needs_.clock->now());
  const auto tell = [&](severity level, std::string_view event, std::string message) {
    needs_.tells->tell({.level = level,
                        .event = event,
                        .message = std::move(message),
                        .fields = {{"endpoint", to_string(h.what.to)},
                                   {"sequence", std::to_string(h.what.event)},
                                   {"outcome", std::string(name_of(h.said.what))}}});
  };
  switch (what) {
    case webhook::turn::none: return;
    case webhook::turn::exhausted:
      return tell(severity::warning, "webhook_given_up",
                  "the endpoint has not taken this event in ten tries; it is not told of it again");
    case webhook::turn::disabled:
      return tell(severity::critical, "webhook_endpoint_disabled",
                  std::string(h.said.what == webhook::outcome::gone
                                  ? "the endpoint says that it is gone"
                                  : "the endpoint has taken nothing for five days") +
                      "; nothing more is sent there, and nothing is lost, until somebody enables "
                      "it (webhook.enable)");
    case webhook::turn::struggling:
      return tell(severity::warning, "webhook_endpoint_struggles",
                  "the endpoint has not taken the last three webhooks; one at a time is tried, and "
                  "nothing is lost");
    case webhook::turn::recovered:
      return tell(severity::info, "webhook_endpoint_recovered",
                  "the endpoint takes events again; all that it has missed is sent now");
  }
}

std::optional<instant> courier_actor::next_due() const {
  auto due = needs_.from->next_due();
  if (needs_.from->has_gaps()) due = std::min(due.value_or(instant::max()), reads_from_);
  if (const auto write = fates_.next_due()) due = std::min(due.value_or(instant::max()), *write);
  return due;
}

void courier_actor::arm() {
  const auto due = next_due();
  if (!due) return;
  const auto wait = std::max(*due - needs_.clock->now(), millis{0});
  if (timer_.fires_within(wait, clock().now())) return;
  delayed_send(this, wait, tick{timer_.set(wait, clock().now())});
}

}  // namespace sluice

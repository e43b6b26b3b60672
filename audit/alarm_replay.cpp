#include "audit/alarm_replay.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/overloaded.hpp"
#include "domain/alarm/facts_of.hpp"
#include "domain/alarm/merchant_days.hpp"
#include "domain/alarm/watch.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

/// Alarms as their events tell of them, one after the other.
class past_alarms {
 public:
  void take(const alarm::event& event, instant at) {
    std::visit(
        overloaded{
            [&](const alarm::alarm_fired& e) {
              at_[e.alarm] = all_.size();
              all_.push_back({.what = e.what,
                              .key = e.key,
                              .since = at,
                              .orders = e.orders,
                              .detail = e.detail});
            },
            [&](const alarm::alarm_grew& e) { change(e.alarm, &past_alarm::orders, e.orders); },
            [&](const alarm::alarm_flapping& e) { change(e.alarm, &past_alarm::flaps, true); },
            [&](const alarm::alarm_acknowledged& e) {
              change(e.alarm, &past_alarm::is_acknowledged, true);
            },
            [&](const alarm::alarm_resolved& e) {
              change(e.alarm, &past_alarm::orders, e.orders);
              change(e.alarm, &past_alarm::lasted, std::optional(e.lasted));
            },
            [](const alarm::alarm_escalated&) {},
            [](const alarm::alarm_silenced&) {},
        },
        event);
  }
  void count_notice_of(alarm::number no) {
    if (const auto at = at_.find(no); at != at_.end()) ++all_[at->second].notices;
  }
  /// Its events do not tell of each order.
  void know(const alarm::alarm& a) { change(a.no, &past_alarm::orders, a.orders); }
  [[nodiscard]] std::vector<past_alarm> take_all() { return std::exchange(all_, {}); }

 private:
  template <class Value>
  void change(alarm::number no, Value past_alarm::* what, Value to) {
    if (const auto at = at_.find(no); at != at_.end()) all_[at->second].*what = std::move(to);
  }

  std::vector<past_alarm> all_;
  std::map<alarm::number, std::size_t> at_;
};

/// What each open order has told so far.
struct open_order {
  business_type type = business_type::payment_code;
  bool has_begun = false, is_settled = false, is_payer_asked = false;
  std::map<attempt_no, channel_id> attempts{};
};

class replayer {
 public:
  replayer(const alarm_rules& rules, instant begins)
      : rules_(rules),
        watch_(rules.thresholds, {}, begins),
        wallets_(rules.channels),
        days_(rules.thresholds.large_day_minor) {}

  void take(const store::record& r, const stream_owner& whose, const any_event& what) {
    const auto at = std::max(now_, time_of(r));
    go_on_to(at);
    std::visit(overloaded{
                   [&](const order_id& id, const order::event& e) { hear(id, e); },
                   [&](const proposal_id&, const approval::event& e) { hear(alarm::fact_of(e)); },
                   [&](const channel_id& id, const channel::event& e) { hear(id, e); },
                   [&](const all_alarms&, const alarm::event& e) { did_.take(e, now_); },
                   [](const auto&, const auto&) {},
               },
               whose, what);
    if (const auto* id = std::get_if<order_id>(&whose); id != nullptr && r.closes_stream)
      open_.erase(*id);
  }
  void finish(alarm_comparison& into) {
    for (const auto& [no, a] : watch_.seen().firing) would_.know(a);
    into.to = now_;
    into.would = would_.take_all();
    into.did = did_.take_all();
  }

 private:
  /// Looks whenever the rules want to, as the actor that leads them does.
  void go_on_to(instant at) {
    for (auto next = watch_.next_look(now_); next && *next < at; next = watch_.next_look(now_)) {
      now_ = std::max(*next, now_ + millis{1});
      watch_.look(now_);
      note();
    }
    now_ = at;
  }

  void hear(std::optional<alarm::fact> what) {
    if (!what) return;
    watch_.take(*what, now_);
    note();
  }

  void note() {
    const auto said = watch_.take_out();
    for (const auto& e : said.events) would_.take(e, now_);
    for (const auto& n : said.notices) would_.count_notice_of(n.alarm);
  }

  void hear(const order_id& id, const order::event& event) {
    hear(alarm::fact_of(id, event, rules_.thresholds.large_amount_minor));
    auto& of = open_[id];
    std::visit(
        overloaded{
            [&](const order::order_accepted& e) {
              of.type = e.type;
              hear(days_.take(id, e, now_));
              hear(alarm::orders_accepted{});
            },
            [&](const order::attempt_started& e) { begin(id, of, e); },
            [&](const order::attempt_in_doubt& e) {
              ended(id, of, e.attempt, e.from, alarm::call_end::answered, e.code);
            },
            [&](const order::attempt_failed& e) {
              ended(id, of, e.attempt, e.from, alarm::call_end::declined, e.code);
              payer_acted(id, of);
            },
            [&](const order::attempt_succeeded& e) {
              ended(id, of, e.attempt, e.from, alarm::call_end::paid, {});
              payer_acted(id, of);
            },
            [&](const order::payer_asked& p) {
              if (p.action) ask_payer(id, of, p.attempt);
            },
            [&](const order::code_given&) { payer_acted(id, of); },
            [&](const order::revoke_requested&) { payer_acted(id, of); },
            [&](const order::order_paid&) { settle(id, of); },
            [&](const order::order_authorized&) { settle(id, of); },
            [&](const order::order_failed&) { settle(id, of); },
            [&](const order::order_revoked&) { settle(id, of); },
            [&](const order::operator_needed&) { settle(id, of); },
            [](const auto&) {},
        },
        event);
  }

  /// Its first attempt counts: an order that goes from channel to channel has no more time.
  void begin(const order_id& id, open_order& of, const order::attempt_started& e) {
    of.attempts.insert_or_assign(e.attempt, e.channel);
    if (!alarm::somebody_waits(of.type) || std::exchange(of.has_begun, true)) return;
    hear(alarm::order_begun{alarm::key_of(id), {e.channel, of.type}});
  }

  void ask_payer(const order_id& id, open_order& of, attempt_no attempt) {
    settle(id, of);
    const auto channel = of.attempts.find(attempt);
    if (channel == of.attempts.end()) return;
    of.is_payer_asked = true;
    hear(alarm::payer_asked{alarm::key_of(id), {channel->second, of.type}});
  }

  void payer_acted(const order_id& id, open_order& of) {
    if (std::exchange(of.is_payer_asked, false)) hear(alarm::payer_acted{alarm::key_of(id)});
  }

  void settle(const order_id& id, open_order& of) {
    payer_acted(id, of);
    if (of.has_begun && !std::exchange(of.is_settled, true))
      hear(alarm::order_settled{alarm::key_of(id)});
  }

  /// Notifications and people end no call.
  void ended(const order_id& id, const open_order& of, attempt_no attempt, order::source from,
             alarm::call_end how, const std::string& code) {
    const bool is_call = from == order::source::pay_answer || from == order::source::query_answer ||
                         (from == order::source::engine && alarm::is_no_answer(code));
    const auto channel = of.attempts.find(attempt);
    if (!is_call || channel == of.attempts.end()) return;
    if (alarm::is_no_answer(code)) how = alarm::call_end::no_answer;
    hear(alarm::call_ended{.where = {channel->second, of.type},
                           .order = alarm::key_of(id),
                           .how = how,
                           .code = how == alarm::call_end::declined ? code : std::string(),
                           .pays = from != order::source::query_answer});
  }

  void hear(const channel_id& id, const channel::event& event) {
    if (const auto turn = wallets_.take(id, event)) hear(alarm::fact_of(*turn));
    if (const auto* t = std::get_if<channel::path_turned>(&event))
      hear(alarm::way_turned{
          id, std::string(t->where.text()), t->to != channel::breaker_phase::closed});
  }

  const alarm_rules& rules_;
  alarm::watch watch_;
  channel::wallet_watch wallets_;
  alarm::merchant_days days_;
  std::unordered_map<order_id, open_order> open_;
  instant now_{};
  past_alarms would_, did_;
};

}  // namespace

std::variant<alarm_comparison, store::damage> replay_alarms(const store::event_log& log,
                                                            const alarm_rules& rules) {
  alarm_comparison out;
  std::optional<replayer> by;
  std::optional<store::damage> unreadable;
  auto damage = log.read_all(1, [&](const store::record& r) {
    if (!by) {
      out.from = out.to = time_of(r);
      by.emplace(rules, out.from);
    }
    const auto content = decode(r);
    const auto whose = owner_of_stream(r.stream);
    const auto* known = std::get_if<decoded>(&content);
    if (known == nullptr || !whose) {
      unreadable = {"an event cannot be read; `sluice audit verify` says more", r.position};
      return false;
    }
    by->take(r, *whose, known->event);
    return true;
  });
  if (unreadable) return *std::move(unreadable);
  if (damage) return *std::move(damage);
  if (by) by->finish(out);
  return out;
}

}  // namespace sluice

#include "sim/judges/alarm_judge.hpp"

#include <algorithm>
#include <array>

#include "base/overloaded.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;

// As the engine's defaults say; worlds do not change them.
constexpr std::size_t errors_in_a_row = 12;
constexpr millis window = 60s;
constexpr millis overdue_after = 90s;

/// Facts, a synced write and a notice take moments, and none of them waits for another second.
constexpr millis moments = 10s;
/// A machine that stood still reads what it had heard with the time of now.
constexpr millis after_standing_still = 120s;

/// The last three: a gateway answers instead of the channel.
constexpr std::array<std::string_view, 7> silences{
    "timed_out", "not_connected", "cut_off", "port_silent", "http_502", "http_503", "http_504"};

bool is_silence(const channel_answer& said) {
  const auto& code = std::visit([](const auto& r) -> const std::string& { return r.code; }, said);
  return std::ranges::find(silences, code) != silences.end();
}

template <class Errors, class Error>
void add(Errors& all, Error one, millis kept) {
  while (!all.empty() && all.front().at <= one.at - kept) all.pop_front();
  const auto same = [&](const auto& e) { return e.order == one.order; };
  if (std::ranges::none_of(all, same)) all.push_back(std::move(one));
}

/// Whatever the engine counts within a shorter window is in here: each at its last time.
template <class Errors, class Error>
void add_latest(Errors& all, Error one, millis kept) {
  std::erase_if(all, [&](const auto& e) { return e.order == one.order; });
  add(all, std::move(one), kept);
}

}  // namespace

// -- calls
// -----------------------------------------------------------------------------------------

void alarm_judge::ended(const channel_id& channel, const std::string& order,
                        const channel_answer* said) {
  auto& l = lines_[channel];
  const auto now = time_->now();
  if (said != nullptr && !is_silence(*said)) {
    l.run.clear();
    l.lenient.clear();
    return;
  }
  // Of a port that says nothing the engine decides a moment later that it is silent.
  if (said != nullptr) add(l.run, error{now, order}, window);
  add_latest(l.lenient, error{now, order}, window + moments);
  if (l.lenient.size() >= errors_in_a_row) l.full_at = now;
  if (l.run.size() >= errors_in_a_row && !l.alarm_by && now >= excused_until_ &&
      !fires({alarm::kind::network_channel, channel.value()}) && !fires_for_all())
    l.alarm_by = now + moments;
}

/// A word that nobody here knows is worth an alarm the first time it is heard.
void alarm_judge::told(const alarm::path& where, const channel_answer& said) {
  const auto& code = std::visit([](const auto& r) -> const std::string& { return r.code; }, said);
  if (code.empty()) return;
  const subject about{alarm::kind::abnormal_failure, to_text(where) + ':' + code};
  said_.insert(about);
  const bool is_unlisted = std::visit([](const auto& r) { return r.unlisted; }, said);
  if (is_unlisted && !fires(about) && time_->now() >= excused_until_)
    unlisted_.try_emplace(about, time_->now() + moments);
}

void alarm_judge::time_moves() {
  std::erase_if(unlisted_, [&](const auto& one) {
    if (time_->now() <= one.second) return false;
    guilty(one.first.second + " is in no table, and nobody is alarmed");
    return true;
  });
  for (auto& [channel, l] : lines_) {
    if (!l.alarm_by || time_->now() <= *l.alarm_by) continue;
    guilty(channel.value() + ": " + std::to_string(errors_in_a_row) +
           " payments one after the other had no answer, and nobody is alarmed");
    l.alarm_by.reset();
  }
}

void alarm_judge::process_began() {
  lines_.clear();
  unlisted_.clear();
  runs_since_.reset();
}

void alarm_judge::process_died() {
  process_began();
  is_quiet_ = false;
}

void alarm_judge::stood_still() {
  process_died();
  excused_until_ = time_->now() + after_standing_still;
}

// -- the log: orders
// -------------------------------------------------------------------------------

void alarm_judge::durable(const order_id& order, const order::event& e) {
  if (!runs_since_) runs_since_ = time_->now();
  const auto name = to_string(order);
  std::visit(
      overloaded{
          [&](const order::order_accepted& a) {
            open_[name] = {.path = '/' + std::string(name_of(a.type)),
                           .is_watched = a.type == business_type::payment_code ||
                                         a.type == business_type::quick_pay};
          },
          [&](const order::attempt_started& s) {
            auto& o = open_[name];
            if (o.begun) return;
            o.begun = time_->now();
            o.path = s.channel.value() + o.path;
          },
          [&](const order::payer_asked& p) {
            if (p.action) open_.erase(name);  // he has to do something elsewhere
          },
          [&](const order::order_paid&) { settle(order); },
          [&](const order::order_authorized&) { settle(order); },
          [&](const order::order_failed&) { settle(order); },
          [&](const order::order_revoked&) { settle(order); },
          [&](const order::operator_needed&) {
            settle(order);
            owe(order, alarm::kind::special_state, "needs_operator");
          },
          [&](const order::late_payment_found&) {
            owe(order, alarm::kind::special_state, "late_money");
          },
          [&](const order::result_conflicted& c) {
            if (c.detail != "late_payment_not_confirmed" && c.detail != "amount_confirmed")
              owe(order, alarm::kind::abnormal_state, "conflict");
          },
          [](const auto&) {},
      },
      e);
}

/// Somebody must have heard of it if it took too long under the eyes of one process.
void alarm_judge::settle(const order_id& order) {
  const auto at = time_->now();
  const auto known = open_.find(to_string(order));
  if (known == open_.end()) return;
  const auto o = known->second;
  open_.erase(known);
  if (!o.is_watched || !o.begun || at - *o.begun <= overdue_after) return;
  const auto seen_from = std::max(*o.begun, *runs_since_);
  if (at - seen_from <= overdue_after + moments) return;
  const subject about{alarm::kind::order_overdue, o.path};
  const auto ended = ended_.find(about);
  const bool was_told = ended != ended_.end() && ended->second > *o.begun + overdue_after;
  if (!fires(about) && !was_told)
    guilty(to_string(order) + ": no result for " + std::to_string((at - *o.begun).count()) +
           " ms, and nobody was alarmed of " + o.path);
}

void alarm_judge::owe(const order_id& order, alarm::kind what, std::string key) {
  const subject about{what, std::move(key)};
  said_.insert(about);
  if (!fires(about)) owed_.emplace(about, to_string(order));
}

// -- the log: alarms
// -------------------------------------------------------------------------------

void alarm_judge::durable(const alarm::event& e) {
  if (const auto* f = std::get_if<alarm::alarm_fired>(&e)) fire(*f);
  if (const auto* a = std::get_if<alarm::alarm_acknowledged>(&e))
    if (const auto known = firing_.find(a->alarm); known != firing_.end())
      known->second.is_seen_to = true;
  if (const auto* r = std::get_if<alarm::alarm_resolved>(&e))
    if (const auto known = firing_.find(r->alarm); known != firing_.end()) {
      ended_[known->second.about] = time_->now();
      firing_.erase(known);
    }
}

void alarm_judge::fire(const alarm::alarm_fired& f) {
  const subject about{f.what, f.key};
  if (fires(about)) guilty("a second alarm of " + std::string(name_of(f.what)) + ' ' + f.key);
  const bool is_said_by_log =
      f.what == alarm::kind::special_state || f.what == alarm::kind::abnormal_state;
  const bool is_said = is_said_by_log || f.what == alarm::kind::abnormal_failure;
  if (is_said && !said_.contains(about))
    guilty("an alarm of " + f.key + ", of which nobody has said anything");
  if (is_quiet_ && !is_said_by_log) guilty("an alarm though nothing is wrong: " + f.detail);
  justify(f);
  firing_[f.alarm] = {.about = about};
  owed_.erase(about);
  unlisted_.erase(about);
  if (f.what == alarm::kind::network_channel) lines_[channel_id{f.key}].alarm_by.reset();
  if (fires_for_all())
    for (auto& [channel, l] : lines_) l.alarm_by.reset();
}

void alarm_judge::justify(const alarm::alarm_fired& f) {
  if (f.what != alarm::kind::network_channel || time_->now() < excused_until_) return;
  const auto& l = lines_[channel_id{f.key}];
  if (l.full_at < world_time{0} || time_->now() - l.full_at > moments)
    guilty(f.key + ": people are alarmed of its network, which has answered");
}

bool alarm_judge::fires(const subject& what) const {
  return std::ranges::any_of(firing_, [&](const auto& f) { return f.second.about == what; });
}

bool alarm_judge::fires_for_all() const {
  return fires({alarm::kind::network_total, "all"}) || fires({alarm::kind::network_minutes, "all"});
}

// -- people
// ----------------------------------------------------------------------------------------

void alarm_judge::brought(const std::string& receiver, const receiver_message& m) {
  const auto heard = [&](const alarm::notice& n) {
    const auto known = firing_.find(n.alarm);
    if (known != firing_.end()) known->second.told.insert(receiver);
  };
  std::visit(overloaded{
                 [&](const alarm::notice& n) { heard(n); },
                 [&](const alarm::digest& d) {
                   for (const auto& n : d.told) heard(n);
                   if (d.more > 0)  // only their number is told
                     for (auto& [no, f] : firing_) f.told.insert(receiver);
                 },
             },
             m.what);
}

/// Of what somebody sees to a later process tells nobody.
std::optional<std::string> alarm_judge::who_has_not_heard(const fired& f) const {
  if (f.is_seen_to) return std::nullopt;
  const alarm::notice it{.what = f.about.first, .key = f.about.second};
  for (const auto& r : receivers_)
    if (r.wants(it) && !f.told.contains(r.name)) return r.name;
  return std::nullopt;
}

bool alarm_judge::have_all_heard() const {
  return owed_.empty() && std::ranges::none_of(firing_, [&](const auto& one) {
           return who_has_not_heard(one.second).has_value();
         });
}

void alarm_judge::all_over() {
  for (const auto& [about, order] : owed_)
    guilty(order + ": nobody is alarmed of " + std::string(name_of(about.first)) + ' ' +
           about.second);
  for (const auto& [no, f] : firing_)
    if (const auto who = who_has_not_heard(f))
      guilty(*who + " has not heard of alarm " + std::to_string(no) + ", " +
             std::string(name_of(f.about.first)) + ' ' + f.about.second);
}

}  // namespace sluice::sim

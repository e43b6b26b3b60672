#include "domain/alarm/watch.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice::alarm {
namespace {

constexpr std::size_t firings_that_flap = 3;
constexpr millis look_pace{1000};

/// Whatever is wrong, nobody can make the engine keep more of a kind than this; the others are told
/// of as ever.
constexpr std::size_t most_of_a_kind = 64;
constexpr std::string_view too_many = "too_many_alarms:";

bool is_network(kind k) {
  return k == kind::network_channel || k == kind::network_minutes || k == kind::network_total;
}

bool is_rate(kind k) { return k == kind::success_rate || k == kind::code_frequent; }

/// Each match is of one order more; those of the other kinds say how many there are together.
bool adds_up(kind k) { return k == kind::order_overdue || row_of(k).ends == ending::by_word; }

std::size_t digits_of(std::uint64_t n) { return std::to_string(n).size(); }

millis longest_window(const thresholds& t) {
  return std::max(
      {t.channel_window, 3 * t.minute, t.rate_window, t.code_window, t.payer_slow_window});
}

std::string_view channel_in(std::string_view path) { return path.substr(0, path.find('/')); }

}  // namespace

watch::watch(const thresholds& t, book known, instant now)
    : t_(t),
      book_(std::move(known)),
      network_(t, now),
      rates_(t, now),
      overdue_(t, now),
      volume_(t),
      payers_(t, now),
      foreign_(t) {
  for (const auto& [no, a] : book_.firing) {
    auto& of = standings_.emplace(no, begin_duty(t_, a, step::still_fires, now)).first->second;
    of.is_told = a.taken_by.has_value();
    of.is_heard = true;
  }
}

void watch::hear(const fact& f, instant now) {
  std::visit([&](const auto& what) { hear(what, now); }, f);
  for (auto& m : std::exchange(found_, {})) matched(std::move(m), now);
}

void watch::hear(const call_ended& c, instant now) {
  network_.take(c, now, found_);
  rates_.take(c, now, found_);
}

void watch::hear(const happened& h, instant now) {
  if (h.what == kind::foreign_address) return foreign_.take(h, now, found_);
  found_.push_back({h.what, h.key, h.order == 0 ? 0U : 1U, h.detail});
}

void watch::hear(const condition& c, instant now) {
  const condition_key about{c.what, c.key};
  conditions_[about] = c.is_on;
  if (c.is_on)
    lasting_.try_emplace(about, now + patience_with(c.what), c.detail);
  else
    lasting_.erase(about);
}

/// An endpoint that fails for a moment is nobody's business.
millis watch::patience_with(kind what) const {
  return what == kind::notification_failing ? t_.endpoint_failing : millis{0};
}

void watch::look_at_conditions(instant now) {
  std::erase_if(lasting_, [&](const auto& one) {
    const auto& [due, detail] = one.second;
    if (due <= now) found_.push_back({one.first.first, one.first.second, 0, detail});
    return due <= now;
  });
}

void watch::hear(const way_turned& w, instant) {
  if (w.is_shut)
    shut_ways_[w.channel].insert(w.way);
  else
    shut_ways_[w.channel].erase(w.way);
}

void watch::look(instant now) {
  overdue_.look(now, found_);
  payers_.look(now, found_);
  volume_.look(now, found_);
  look_at_conditions(now);
  for (auto& m : std::exchange(found_, {})) matched(std::move(m), now);
  look_whether_over(now);
  for (auto& [no, of] : standings_) {
    const auto before = out_.events.size();
    say_what_is_due(t_, book_, book_.firing.at(no), of, now, out_);
    for (auto i = before; i < out_.events.size(); ++i) apply(book_, out_.events[i], now);
  }
}

// -- what fires --------------------------------------------------------------------------------

void watch::matched(match m, instant now) {
  if (const auto* a = book_.find(m.what, m.key)) return go_on(*a, std::move(m), now);
  if (const auto* other = folded_into(m)) {
    ++standings_.at(other->no).count;
    return;
  }
  begin(std::move(m), now);
}

/// What is wrong with all channels need not be said of each; and a way that is shut, or whose
/// network is gone, has no success rate.
const alarm* watch::folded_into(const match& m) const {
  const auto* all = book_.find(kind::network_total, all_channels);
  if (all == nullptr) all = book_.find(kind::network_minutes, all_channels);
  if (m.what == kind::network_channel) return all;
  if (m.what != kind::success_rate) return nullptr;
  return all != nullptr ? all : book_.find(kind::network_channel, channel_in(m.key));
}

void watch::begin(match m, instant now) {
  const auto shut = shut_ways_.find(channel_id{std::string(channel_in(m.key))});
  if (m.what == kind::success_rate && shut != shut_ways_.end() && !shut->second.empty()) return;
  if (is_too_much(m)) {
    m = {kind::system, std::string(too_many) + std::string(name_of(m.what)), 0,
         "more than " + std::to_string(most_of_a_kind) +
             " alarms of a kind fire; further ones are not listed"};
    if (const auto* known = book_.find(m.what, m.key)) return go_on(*known, std::move(m), now);
  }
  const bool flaps = will_flap(m, now);
  const auto no = book_.last + 1;
  note(alarm_fired{no, m.what, std::move(m.key), m.orders, std::move(m.detail)}, now);
  if (flaps) note(alarm_flapping{no}, now);
  const auto& a = book_.firing.at(no);
  standings_.emplace(no, begin_duty(t_, a, flaps ? step::flaps : step::fired, now));
}

bool watch::is_too_much(const match& m) const {
  return std::ranges::count_if(book_.firing, [&](const auto& one) {
           return one.second.what == m.what;
         }) >= static_cast<std::ptrdiff_t>(most_of_a_kind);
}

bool watch::will_flap(const match& m, instant now) const {
  if (row_of(m.what).ends == ending::by_word) return false;
  const auto at = book_.lately.find({m.what, m.key});
  if (at == book_.lately.end()) return false;
  const auto recent =
      std::ranges::count_if(at->second, [&](instant t) { return t > now - t_.flapping_window; });
  return static_cast<std::size_t>(recent) + 1 >= firings_that_flap;
}

void watch::go_on(const alarm& a, match m, instant now) {
  auto& of = standings_.at(a.no);
  ++of.count;
  of.last_match = now;
  of.clear_since.reset();
  const auto before = a.orders;
  auto& kept = book_.firing.at(a.no);
  kept.orders = adds_up(a.what) ? before + m.orders : std::max(before, m.orders);
  kept.detail = std::move(m.detail);
  if (!adds_up(a.what) || digits_of(kept.orders) == digits_of(before)) return;
  note(alarm_grew{a.no, kept.orders}, now);
  if (of.is_told) say_at_once(book_, kept, of, step::grew, now, out_);
}

// -- what is over ------------------------------------------------------------------------------

void watch::look_whether_over(instant now) {
  std::vector<number> over;
  for (auto& [no, of] : standings_)
    if (is_over(book_.firing.at(no), of, now)) over.push_back(no);
  for (const auto no : over) resolve(no, now);
}

/// An acknowledged one that ends by a word has had it.
bool watch::is_over(const alarm& a, standing& of, instant now) {
  if (row_of(a.what).ends == ending::by_word) return a.taken_by.has_value();
  if (!is_clear(a, now)) {
    of.clear_since.reset();
    return false;
  }
  if (!of.clear_since) of.clear_since = now;
  if (now - *of.clear_since < t_.held) return false;
  return !a.flaps || now - of.last_match >= t_.flapping_clear;
}

bool watch::is_clear(const alarm& a, instant now) {
  if (is_network(a.what)) return network_.is_clear(a.what, a.key, now);
  if (is_rate(a.what)) return rates_.is_clear(a.what, a.key, now);
  if (a.what == kind::order_overdue) return overdue_.is_clear(a.key, now);
  if (a.what == kind::volume) return volume_.is_clear();
  if (a.what == kind::payer_slow) return payers_.is_clear(a.key, now);
  const auto at = conditions_.find({a.what, a.key});
  return at != conditions_.end() && !at->second;
}

/// Of what a person ended by his word nobody else need hear.
void watch::resolve(number no, instant now) {
  const auto a = book_.firing.at(no);
  auto& of = standings_.at(no);
  if (of.is_heard && row_of(a.what).ends == ending::by_evidence)
    say_at_once(book_, a, of, step::recovered, now, out_);
  note(alarm_resolved{no, of.count, a.orders, now - a.since}, now);
  standings_.erase(no);
}

// -- people ------------------------------------------------------------------------------------

void watch::heed(const event& e, instant at) { apply(book_, e, at); }

void watch::note(event e, instant now) {
  apply(book_, e, now);
  out_.events.push_back(std::move(e));
}

bool watch::is_stale(const alarm& a, instant now) const {
  const auto heard = last_heard(a);
  return heard && now - std::max(*heard, a.since) >= t_.stale;
}

std::optional<instant> watch::last_heard(const alarm& a) const {
  if (is_network(a.what)) return network_.last_heard(a.what, a.key);
  if (is_rate(a.what)) return rates_.last_heard(a.key);
  if (a.what == kind::payer_slow) return payers_.last_heard(a.key);
  return std::nullopt;
}

std::optional<instant> watch::next_look(instant now) {
  std::optional<instant> next;
  const auto consider = [&](const std::optional<instant>& at) {
    if (at && (!next || *at < *next)) next = at;
  };
  consider(overdue_.next_due());
  consider(volume_.next_due());
  consider(payers_.next_due());
  for (const auto& [about, waits] : lasting_) consider(waits.first);
  for (const auto& [no, of] : standings_) {
    const auto& a = book_.firing.at(no);
    consider(next_due(t_, book_, a, of));
    if (row_of(a.what).ends == ending::by_evidence) consider(when_it_may_be_over(a, of, now));
  }
  return next;
}

/// While something is in a window that slides: at each second. What has no window changes only
/// when something is heard, and is over when it has been so for long enough.
std::optional<instant> watch::when_it_may_be_over(const alarm& a, const standing& of,
                                                  instant now) const {
  const auto heard = last_heard(a);
  if (heard && now - *heard <= longest_window(t_) + t_.held)
    return std::chrono::floor<std::chrono::seconds>(now) + look_pace;
  if (!of.clear_since) return std::nullopt;
  return a.flaps ? std::max(*of.clear_since + t_.held, of.last_match + t_.flapping_clear)
                 : *of.clear_since + t_.held;
}

}  // namespace sluice::alarm

#include "domain/channel/breaker.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "base/invariant.hpp"

namespace sluice::channel {
namespace {

constexpr std::uint16_t whole_channel = 0;

void take_earlier(std::optional<instant>& first, const std::optional<instant>& other) {
  if (other && (!first || *other < *first)) first = other;
}

/// As payments find it: a person's switch stands above what the breaker has found.
breaker_phase phase_of(const path_state& s) {
  switch (s.forced) {
    case path_switch::automatic: return s.phase;
    case path_switch::open: return breaker_phase::open;
    case path_switch::closed: return breaker_phase::closed;
  }
  broken_invariant("every switch has a phase", __FILE__, __LINE__);
}

}  // namespace

breaker::breaker(const channel_id& channel, breaker_rules rules,
                 const std::map<path, path_state>& durable)
    : channel_(channel.value()), rules_(rules) {
  nodes_.push_back({path_breaker({}), {.depth = 1}});
  for (const auto& [where, state] : durable)
    nodes_[place_of(where)].self = path_breaker(where, state);
  look_for_times();
}

// -- the tree --------------------------------------------------------------------------------

breaker::way breaker::known_way_to(const path& p) const {
  for (auto at = p; !at.is_whole_channel(); at = at.parent())
    if (const auto known = places_.find(at.text()); known != places_.end())
      return nodes_[known->second].to_it;
  return nodes_[whole_channel].to_it;
}

breaker::way breaker::way_to(const path& p) {
  if (p.is_whole_channel()) return nodes_[whole_channel].to_it;
  if (const auto known = places_.find(p.text()); known != places_.end())
    return nodes_[known->second].to_it;
  return nodes_.size() + 2 > most_paths ? known_way_to(p) : nodes_[place_of(p)].to_it;
}

breaker::place breaker::place_of(const path& p) {
  if (p.is_whole_channel()) return whole_channel;
  if (const auto known = places_.find(p.text()); known != places_.end()) return known->second;
  auto to_it = nodes_[place_of(p.parent())].to_it;
  const auto made = static_cast<place>(nodes_.size());
  to_it.places[to_it.depth++] = made;
  nodes_.push_back({path_breaker(p), to_it});
  places_.emplace(p.text(), made);
  return made;
}

// -- payments --------------------------------------------------------------------------------

bool breaker::is_shut(const path& p) const {
  const auto w = known_way_to(p);
  return std::any_of(
      w.begin(), w.end(), [&](place at) { return channel::is_shut(nodes_[at].self.state()); });
}

/// Every level has its say before one of them gives a probe away, which another would block.
bool breaker::may_pass(const way& w, instant now) {
  for (const auto at : w) {
    const auto& level = nodes_[at].self;
    if (channel::is_shut(level.state()) || !level.has_probe_to_give(rules_, now)) return false;
  }
  return std::all_of(
      w.begin(), w.end(), [&](place at) { return nodes_[at].self.is_in_ramp_share(rules_, now); });
}

std::optional<breaker::permit> breaker::pass(const path& p, instant now, millis timeout) {
  const auto w = way_to(p);
  if (!may_pass(w, now)) return std::nullopt;
  permit held;
  held.slow_from_ = now + timeout * rules_.slow_after_percent / 100;
  const auto deadline = now + timeout + rules_.probe_grace;
  for (const auto at : w) {
    auto& level = nodes_[at].self;
    const auto probe = level.pass(deadline, now);
    if (probe != probe_leases::none) take_earlier(next_turn_, deadline);
    held.levels_[held.depth_++] = {at, level.state().generation, probe};
  }
  return held;
}

void breaker::ended(const permit& held, outcome what, instant now) {
  const bool is_slow = now > held.slow_from_;
  bool is_late = false;  // its path has turned meanwhile
  for (const auto& [at, generation, probe] : std::span(held.levels_).first(held.depth_)) {
    if (!nodes_[at].self.payment_ended({what, is_slow, generation, probe}, now)) is_late = true;
    has_news_ |= is_slow || what != outcome::good || probe != probe_leases::none;
  }
  if (what == outcome::good) account_faults_.end();
  if (what == outcome::account && !is_late) account_was_refused(now);
}

/// It is our account of the whole channel: no method and no bank is to blame. A half-open channel
/// learns from one that it has not recovered.
void breaker::account_was_refused(instant now) {
  account_faults_.count(now);
  auto& channel = nodes_[whole_channel].self;
  if (channel.needs_probe() ||
      account_faults_.has(rules_.account_faults, rules_.in_a_row_within, now))
    channel.account_is_refused(account_faults_.length());
}

// -- what is never stopped -------------------------------------------------------------------

void breaker::query_ended(const path& p, bool good, instant began, instant now) {
  for (const auto at : known_way_to(p)) nodes_[at].self.query_ended(good, began, now);
}

void breaker::other_call_ended(const path& p, bool good, instant now) {
  for (const auto at : known_way_to(p)) nodes_[at].self.other_call_ended(good, now);
}

// -- turns -------------------------------------------------------------------------------------

std::vector<path_event> breaker::due(instant now, instant machine_time) {
  const bool is_time =
      (next_turn_ && *next_turn_ <= now) || (next_switch_end_ && *next_switch_end_ <= machine_time);
  if (!std::exchange(has_news_, false) && !is_time) return {};
  std::vector<path_event> out;
  for (auto& n : nodes_) {
    auto one = n.self.due(rules_, channel_, now, machine_time);
    if (!one) continue;
    std::visit([&](auto& e) { e.channel = channel_id{channel_}; }, *one);
    out.push_back(*std::move(one));
  }
  look_for_times();
  return out;
}

void breaker::look_for_times() {
  next_turn_.reset();
  next_switch_end_.reset();
  for (const auto& n : nodes_) {
    take_earlier(next_turn_, n.self.look_again_at());
    take_earlier(next_switch_end_, n.self.switch_ends_at());
  }
}

std::optional<instant> breaker::look_again_at(instant now, instant machine_time) const {
  auto first = next_turn_;
  if (next_switch_end_) take_earlier(first, now + (*next_switch_end_ - machine_time));
  return first;
}

void breaker::follow(const path& p, const path_state& durable) {
  nodes_[place_of(p)].self.follow(durable);
  if (p.is_whole_channel()) account_faults_.end();
  look_for_times();
}

// -- what there is to tell ---------------------------------------------------------------------

standing breaker::standing_of(const path& p, instant now) {
  const auto w = known_way_to(p);
  auto& own = nodes_[w.places[w.depth - 1U]].self;
  const auto payments = own.payments(now);
  const auto phase = phase_of(own.state());
  return {.phase = phase,
          .is_forced = own.state().forced != path_switch::automatic,
          .wants_probe = phase == breaker_phase::half_open && own.has_probe_to_give(rules_, now),
          .has_room = true,
          .is_used = own.is_used(),
          .good = payments.good,
          .counted = payments.counted,
          .generation = own.state().generation};
}

std::vector<breaker::seen_path> breaker::all_paths(instant now) {
  std::vector<seen_path> out;
  for (auto& n : nodes_)
    out.push_back({n.self.where(), n.self.state(), n.self.payments(now), n.self.other_calls(now)});
  return out;
}

}  // namespace sluice::channel

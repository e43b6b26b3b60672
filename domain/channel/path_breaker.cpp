#include "domain/channel/path_breaker.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "domain/channel/open_time.hpp"

namespace sluice::channel {
namespace {

bool is_share(std::uint32_t part, std::uint32_t of_all, std::uint32_t percent) noexcept {
  return std::uint64_t{part} * 100 >= std::uint64_t{of_all} * percent;
}

}  // namespace

void path_breaker::follow(const path_state& durable) {
  if (durable.generation == state_.generation) return;
  state_ = durable;
  begin_anew();
}

void path_breaker::begin_anew() {
  window_.clear();
  failures_.end();
  leases_.clear();
  probes_ = {};
  trips_for_.reset();
  has_new_failure_ = false;
  latest_query_bad_ = false;
  ramp_ = 0;
  is_proposed_ = false;
}

bool path_breaker::takes_its_share(const breaker_rules& rules, instant now) {
  const bool is_ramping =
      state_.phase == breaker_phase::closed && state_.forced == path_switch::automatic;
  if (!is_ramping || now >= state_.since + rules.ramp) return true;
  const auto quarters = 1 + 4 * (now - state_.since) / rules.ramp;
  ramp_ += 25 * static_cast<std::uint32_t>(quarters);
  if (ramp_ < 100) return false;
  ramp_ -= 100;
  return true;
}

bool path_breaker::payment_ended(const ended_call& call, instant now) {
  const bool was_out = leases_.give_back(call.probe);
  if (call.what == outcome::good || call.what == outcome::bad)
    payments_.add(call.what == outcome::good, now);
  if (call.generation != state_.generation) return false;
  switch (call.what) {
    case outcome::good:
      failures_.end();
      window_.count(false, call.slow, now);
      break;
    case outcome::bad:
      failures_.count(now);
      window_.count(true, call.slow, now);
      break;
    case outcome::account:
    case outcome::too_fast: failures_.end(); return true;
    case outcome::nobody_asked: return true;
  }
  has_new_failure_ |= call.slow || call.what == outcome::bad;
  if (!was_out) return true;
  ++probes_.finished;
  if (call.what == outcome::bad) ++probes_.failed;
  return true;
}

void path_breaker::query_ended(bool good, instant began, instant now) {
  others_.add(good, now);
  if (state_.phase == breaker_phase::open && began >= state_.since) latest_query_bad_ = !good;
}

std::optional<path_breaker::cause_to_open> path_breaker::trip(const breaker_rules& rules,
                                                              instant now) {
  if (trips_for_) return trips_for_;
  if (!std::exchange(has_new_failure_, false)) return std::nullopt;
  const auto& counted = window_.at(now);
  const call_counts run{failures_.length(), failures_.length(), 0};
  if (counted.finished >= rules.least_calls) {
    if (is_share(counted.failed, counted.finished, rules.failed_percent))
      return cause_to_open{turn_reason::failures, counted};
    if (is_share(counted.slow, counted.finished, rules.slow_percent))
      return cause_to_open{turn_reason::slowness, counted};
  } else if (failures_.has(rules.lone_failures, rules.lone_within, now)) {
    return cause_to_open{turn_reason::lone_failures, run};
  }
  if (failures_.has(rules.failures_in_a_row, rules.in_a_row_within, now))
    return cause_to_open{turn_reason::failures_in_a_row, run};
  return std::nullopt;
}

std::optional<path_breaker::cause_to_open> path_breaker::probes_failed(instant now) const {
  if (trips_for_) return trips_for_;
  if (probes_.failed > 0) return cause_to_open{turn_reason::bad_probe, probes_};
  const auto first = leases_.first_deadline();
  if (!first || *first > now) return std::nullopt;
  return cause_to_open{
      turn_reason::lost_probe, {probes_.finished + 1, probes_.failed + 1, probes_.slow}};
}

path_turned path_breaker::turn(breaker_phase to, turn_reason why) const {
  return {.channel = {},
          .where = where_,
          .to = to,
          .why = why,
          .times_opened = state_.times_opened,
          .generation = state_.generation + 1};
}

/// A path that closed a short while ago and opens again has not recovered: it is one more time in a
/// row.
path_turned path_breaker::opening(const breaker_rules& rules, std::string_view channel,
                                  const cause_to_open& cause, instant now) const {
  auto e = turn(breaker_phase::open, cause.why);
  const bool has_recovered =
      state_.phase == breaker_phase::closed && now >= state_.since + rules.open_most;
  e.times_opened = has_recovered ? 1 : state_.times_opened + 1;
  e.counted = cause.counted;
  e.until = now + open_time(rules, channel, where_, e.generation, e.times_opened);
  return e;
}

std::optional<path_turned> path_breaker::turn_due(const breaker_rules& rules,
                                                  std::string_view channel, instant now) {
  switch (state_.phase) {
    case breaker_phase::closed:
      if (const auto cause = trip(rules, now)) return opening(rules, channel, *cause, now);
      return std::nullopt;
    case breaker_phase::open:
      if (now < *state_.until) return std::nullopt;
      if (latest_query_bad_)
        return opening(rules, channel, {turn_reason::bad_query, {1, 1, 0}}, now);
      return turn(breaker_phase::half_open, turn_reason::time_is_up);
    case breaker_phase::half_open: break;
  }
  if (const auto cause = probes_failed(now)) return opening(rules, channel, *cause, now);
  if (probes_.finished < rules.good_probes) return std::nullopt;
  auto e = turn(breaker_phase::closed, turn_reason::good_probes);
  e.counted = probes_;
  return e;
}

std::optional<path_event> path_breaker::due(const breaker_rules& rules, std::string_view channel,
                                            instant now, instant machine_time) {
  if (is_proposed_) return std::nullopt;
  std::optional<path_event> out;
  if (state_.forced == path_switch::automatic) {
    if (auto turned = turn_due(rules, channel, now)) out = *std::move(turned);
  } else if (state_.forced_until && *state_.forced_until <= machine_time) {
    out = path_forced{.channel = {}, .where = where_, .generation = state_.generation + 1};
  }
  is_proposed_ = out.has_value();
  return out;
}

std::optional<instant> path_breaker::look_again_at() const {
  if (is_proposed_ || state_.forced != path_switch::automatic) return std::nullopt;
  return state_.phase == breaker_phase::open ? state_.until : leases_.first_deadline();
}

}  // namespace sluice::channel

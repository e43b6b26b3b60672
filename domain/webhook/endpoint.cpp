#include "domain/webhook/endpoint.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "domain/webhook/schedule.hpp"

namespace sluice::webhook {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr millis pause_of_struggling = seconds{1};
constexpr millis pause_of_probes = minutes{5};
constexpr millis failing_too_long = hours{5 * 24};
constexpr millis notably_later = hours{12};

}  // namespace

void endpoint::offer(position event, instant now) {
  if (behind_) return;
  if (waiting_.size() >= window) {
    behind_ = event;
    return;
  }
  SLUICE_INVARIANT(waiting_.empty() || waiting_.rbegin()->first < event);
  waiting_.emplace_hint(waiting_.end(), event, delivery{.due = now});
}

// -- tries -----------------------------------------------------------------------------------

std::optional<std::pair<position, instant>> endpoint::first_out() const {
  if (disabled_ != disabled_by::nobody || out_ >= most_out_now()) return std::nullopt;
  std::optional<std::pair<position, instant>> first;
  for (const auto& [event, d] : waiting_)
    if (!d.is_out && (!first || d.due < first->second)) first = {event, d.due};
  if (!first) return std::nullopt;
  auto& [event, due] = *first;
  if (is_struggling() && behind_) due = std::min(due, last_failure_ + pause_of_probes);
  due = std::max(due, not_before_);
  return first;
}

std::optional<instant> endpoint::next_due() const {
  const auto first = first_out();
  return first ? std::optional{first->second} : std::nullopt;
}

std::optional<position> endpoint::next(instant now) {
  const auto first = first_out();
  if (!first || first->second > now) return std::nullopt;
  auto& d = waiting_.at(first->first);
  d.is_out = true;
  d.is_probe = d.due > now;
  ++out_;
  return first->first;
}

turn endpoint::answered(position event, const answer& a, instant now, std::uint64_t luck) {
  const auto known = waiting_.find(event);
  SLUICE_INVARIANT(known != waiting_.end() && known->second.is_out);
  auto& d = known->second;
  d.is_out = false;
  --out_;
  if (a.what == outcome::taken) return note_taken(event, now);
  const auto said = note_failure(a, now);
  const bool counts = !std::exchange(d.is_probe, false);
  if (counts) ++d.tries;
  const auto pause = d.tries == 0 ? millis{0} : pause_after(d.tries, luck).value_or(millis{-1});
  const bool is_last = pause < millis{0};
  if (is_last)
    waiting_.erase(known);
  else if (counts)
    d.due = now + pause;
  return is_last && said == turn::none ? turn::exhausted : said;
}

/// Somebody is there again: nothing of the rest has to wait for its own next try.
turn endpoint::note_taken(position event, instant now) {
  const bool was_struggling = is_struggling();
  waiting_.erase(event);
  if (failures_ > 0)
    for (auto& [at, d] : waiting_) d.due = std::min(d.due, now);
  failures_ = 0;
  last_outcome_.reset();
  is_half_a_day_apart_ = false;
  not_before_ = {};
  return was_struggling ? turn::recovered : turn::none;
}

turn endpoint::note_failure(const answer& a, instant now) {
  const bool was_disabled = disabled_ != disabled_by::nobody;
  if (failures_++ == 0) first_failure_ = now;
  last_failure_ = now;
  last_outcome_ = a.what;
  const bool is_late = now - first_failure_ >= failing_too_long && is_half_a_day_apart_;
  is_half_a_day_apart_ = is_half_a_day_apart_ || now - first_failure_ >= notably_later;
  if (a.what == outcome::gone)
    disabled_ = disabled_by::gone;
  else if (is_late)
    disabled_ = disabled_by::failing;
  millis wait{0};
  if (is_struggling() || a.what == outcome::too_busy) wait = pause_of_struggling;
  if (a.retry_after) wait = std::max(wait, std::min(*a.retry_after, longest_pause));
  not_before_ = std::max(not_before_, now + wait);
  if (disabled_ != disabled_by::nobody) return was_disabled ? turn::none : turn::disabled;
  return failures_ == notable_failures ? turn::struggling : turn::none;
}

void endpoint::put_off(position event, instant until) {
  const auto known = waiting_.find(event);
  SLUICE_INVARIANT(known != waiting_.end() && known->second.is_out);
  known->second.is_out = known->second.is_probe = false;
  known->second.due = until;
  --out_;
}

// -- what the window does not hold -------------------------------------------------------------

std::optional<position> endpoint::reads_from() const {
  return room() >= window / 2 ? reads_along_from() : std::nullopt;
}

std::optional<position> endpoint::reads_along_from() const {
  return disabled_ == disabled_by::nobody && room() > 0 ? behind_ : std::nullopt;
}

void endpoint::read(const std::vector<position>& found, position to, bool is_all, instant now) {
  SLUICE_INVARIANT(behind_ && *behind_ <= to && found.size() <= room());
  for (const auto event : found) waiting_.emplace(event, delivery{.due = now});
  behind_.reset();
  if (!is_all) behind_ = to;
}

// -- as a whole --------------------------------------------------------------------------------

void endpoint::enable(instant now) {
  disabled_ = disabled_by::nobody;
  failures_ = 0;
  is_half_a_day_apart_ = false;
  not_before_ = {};
  for (auto& [event, d] : waiting_) {
    d.tries = 0;
    d.due = now;
  }
}

void endpoint::tell_again(position from) {
  std::erase_if(waiting_, [&](const auto& w) { return w.first >= from && !w.second.is_out; });
  behind_ = std::min(behind_.value_or(from), from);
}

bool endpoint::tell_again(const std::vector<position>& these, instant now) {
  if (these.size() > room()) return false;
  for (const auto event : these)  // what comes later than that is told anyway
    if (!behind_ || event < *behind_) waiting_.try_emplace(event, delivery{.due = now});
  return true;
}

}  // namespace sluice::webhook

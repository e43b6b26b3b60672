#include "sim/judges/end_judge.hpp"

#include <algorithm>

#include "events/stream_name.hpp"
#include "sim/judges/view_text.hpp"

namespace sluice::sim {
namespace {

std::string said(const answer& a) {
  if (const auto* view = std::get_if<order_view>(&a)) return text_of(*view);
  if (const auto* no = std::get_if<rejection>(&a)) return std::string(name_of(no->code));
  return {};
}

}  // namespace

void end_judge::all_have_ended() {
  for (const auto& o : facts_->all()) {
    if (!o.exists() || o.is_settled()) continue;
    verdict_->guilty(
        promise::everything_ends, to_string(o.id) + " is still " + std::string(o.public_state()) +
                                      " long after everything works again");
  }
}

std::optional<millis> end_judge::pause_of(const order_facts& o) const {
  // Another amount than asked for is a person's alone.
  if (o.stage != order_stage::with_a_person || only_a_person_answers(o.attempts.back().asks))
    return {};
  const auto& at = o.attempts.back().channel;
  const auto c = std::find_if(settings_->channels.begin(), settings_->channels.end(),
                              [&](const channel_settings& x) { return x.id == at; });
  constexpr millis its_turn_and_its_call{60'000};
  return c->timing.at(o.type).query_after_that.most + its_turn_and_its_call;
}

std::optional<millis> end_judge::pause_of_persons() const {
  std::optional<millis> longest;
  for (const auto& o : facts_->all())
    if (o.exists()) longest = std::max(longest, pause_of(o));
  return longest;
}

void end_judge::persons_are_not_all_alone(world_time since) {
  for (const auto& o : facts_->all()) {
    const auto pause = o.exists() ? pause_of(o) : std::nullopt;
    if (!pause) continue;
    const auto& a = o.attempts.back();
    const auto from = time_->now() - *pause;
    // A full channel may have refused the call; the next one comes a pause later.
    if (std::max(since, a.last_try) >= from || facts_->fullness_of(a.channel).at_or_after(from))
      continue;
    verdict_->guilty(
        promise::everything_ends, to_string(o.id) + " waits for a person (" + o.reason +
                                      "), and nobody asks its channel any more");
  }
}

/// Each order that waits for a person is asked about now and then, by one query at a time.
std::int64_t end_judge::queries_now_and_then(const std::string& channel) const {
  return std::ranges::count_if(facts_->all(), [&](const order_facts& o) {
    return o.exists() && pause_of(o) && o.attempts.back().channel.value() == channel;
  });
}

void end_judge::nothing_is_running(const std::vector<channel_view>& channels) {
  for (const auto& c : channels)
    if (static_cast<std::int64_t>(c.in_flight + c.queued) > queries_now_and_then(c.id))
      verdict_->guilty(
          promise::limits_hold, c.id + ": permits are still taken: " + std::to_string(c.in_flight) +
                                    " in flight, " + std::to_string(c.queued) + " queued");
}

void end_judge::log_is_whole(const store::event_log& log) {
  std::vector<store::sequence> last_of(facts_->all().size());
  const auto damage = log.read_all(1, [&](const store::record& r) {
    const auto owner = owner_of_stream(r.stream);
    if (const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr)
      last_of.at(place_of(id->number)) = r.position;
    return true;
  });
  if (damage) return verdict_->guilty(promise::nothing_lost, "the log: " + damage->what);
  for (std::size_t i = 0; i < last_of.size(); ++i) {
    const auto& o = facts_->all()[i];
    const auto seen = o.moments.empty() ? 0 : o.moments.back().sequence;
    if (seen != last_of[i])
      verdict_->guilty(promise::nothing_lost,
                       to_string(o.id) + ": the log ends elsewhere than what was written");
  }
}

void end_judge::same_after_restart(const std::vector<answer>& before,
                                   const std::vector<answer>& after) {
  for (std::size_t i = 0; i < before.size() && i < after.size(); ++i)
    if (said(before[i]) != said(after[i]))
      verdict_->guilty(promise::states_stand,
                       "after a restart " + said(after[i]) + " instead of " + said(before[i]));
}

}  // namespace sluice::sim

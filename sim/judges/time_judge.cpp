#include "sim/judges/time_judge.hpp"

#include <algorithm>

namespace sluice::sim {
namespace {

/// The engine compares its clocks so often, and a smaller step is not worth a word.
constexpr millis looks_every{1000};
constexpr millis notable_step{1000};
/// A call may have been on its way when the process was stopped; a second one waits for its answer.
constexpr millis longest_call{15'000};

std::string in_ms(millis t) { return std::to_string(t.count()) + " ms"; }

}  // namespace

// -- the clocks themselves --------------------------------------------------------------------

void time_judge::started(instant end_of_log) {
  began_ = time_->now();
  log_began_ = std::max(machine_->clock(), end_of_log);
  stood_still_ = millis{0};
  standstills_ = 0;
  unsaid_ = millis{0};
}

void time_judge::clock_was_set(millis by) {
  unsaid_ += by;
  unsaid_since_ = time_->now();
}

void time_judge::told(const note& n) {
  if (n.event != "machine_clock_stepped") return;
  const auto said = n.fields.empty() ? std::string{} : n.fields.front().second;
  if (said != std::to_string(unsaid_.count()))
    guilty(
        "the machine's clock", "was set by " + in_ms(unsaid_) + ", but people are told of " + said);
  unsaid_ = millis{0};
}

void time_judge::stamped(const std::string& who, instant at) {
  if (at > log_time(time_->now()) || at < log_time(machine_->decided_from()))
    guilty(who, "the log's time is off by " + in_ms(at - log_time(time_->now())));
  const bool is_notable = unsaid_ >= notable_step || unsaid_ <= -notable_step;
  if (is_notable && unsaid_since_ + looks_every <= machine_->decided_from())
    guilty(who, "nobody is told that the machine's clock was set by " + in_ms(unsaid_));
}

void time_judge::calls(const order_facts& o, const channel_call& call) {
  if (call.at != machine_->clock())
    guilty(to_string(o.id),
           "the channel is told a time that is off by " + in_ms(call.at - machine_->clock()));
  if (is_payment(call.what) && !call.taken_from && has_expired(o))
    guilty(to_string(o.id), "a payment is sent after its time");
}

bool time_judge::has_expired(const order_facts& o) const {
  return o.not_after && machine_->clock() >= *o.not_after;
}

void time_judge::accepted(const order_facts& o) {
  const auto decided_at = machine_->clock() - (time_->now() - machine_->decided_from());
  if (o.not_after && decided_at >= *o.not_after)
    guilty(to_string(o.id), "it is accepted after its time");
}

// -- how long things last -----------------------------------------------------------------------

bool time_judge::too_early(world_time since, millis at_least) const {
  return time_->now() < std::max(since, began_) + at_least;
}

bool time_judge::must_be_visible(const order_facts& o, const attempt_facts& a) const {
  return !too_early(a.charge_since(), timing_of(o, a.channel).visibility_delay);
}

const attempt_timing& time_judge::timing_of(const order_facts& o, const channel_id& channel) const {
  const auto c = std::find_if(settings_->channels.begin(), settings_->channels.end(),
                              [&](const channel_settings& x) { return x.id == channel; });
  return c->timing.at(o.type);
}

time_judge::limit time_judge::limit_of(const order_facts& o,
                                       const order::operator_needed& e) const {
  const auto& a = o.attempts.back();
  const auto& timing = timing_of(o, a.channel);
  if (!e.refund.value().empty()) {
    const auto& r = *std::find_if(o.refunds.begin(), o.refunds.end(), [&](const refund_facts& x) {
      return x.number == e.refund;
    });
    return {r.requested, timing.refund_give_up, timing.refund_again.most, r.last_try};
  }
  if (e.reason == "doubt_not_resolved")
    return {a.started, timing.doubt_give_up, timing.query_after_that.most, a.last_try};
  return {o.taken_back_since, timing.revoke_give_up,
          timing.revoke_again.most + timing.revoke_never_before + timing.confirm_give_up,
          a.last_try};
}

void time_judge::gives_up(const order_facts& o, const order::operator_needed& e, instant at,
                          const facts::fullness& full_until) {
  // A refusal ends it at once, whatever the time.
  if (e.reason != "doubt_not_resolved" && e.reason != "revoke_kept_failing" &&
      e.reason != "not_settled_in_time" && e.reason != "refund_not_resolved")
    return;
  const auto what = limit_of(o, e);
  const auto over = what.since + what.give_up;
  const auto who = to_string(o.id) + ": " + e.reason;
  if (at < over) return guilty(who, "it is given up " + in_ms(over - at) + " too early");
  const auto latest = std::max(over, log_began_) + (3 + standstills_) * what.slack + stood_still_;
  if (at > latest) guilty(who, "it is given up " + in_ms(at - latest) + " too late");
  const auto& still = machine_->last_standstill();
  const bool tried = what.last_try + longest_call >= still.from || full_until.at_or_after(still.to);
  if (still.from >= began_ && still.to - still.from >= what.give_up && !tried)
    guilty(who, "it is given up at the first look after a standstill");
}

void time_judge::revoked(const order_facts& o, const attempt_facts& a, instant at) {
  const bool by_its_answer = o.stage == order_stage::taking_back && o.revoke_answered;
  if (!by_its_answer || a.told_not_paid || a.told_not_found || a.never_left()) return;
  const auto over = o.revoke_answered_at + timing_of(o, o.attempts.back().channel).confirm_give_up;
  if (at < over)
    guilty(to_string(o.id),
           "its revoke is not confirmed, and stands " + in_ms(over - at) + " too early");
}

void time_judge::guilty(const std::string& who, const std::string& why) {
  verdict_->guilty(promise::limits_hold, who + ": " + why);
}

}  // namespace sluice::sim

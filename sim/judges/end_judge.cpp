#include "sim/judges/end_judge.hpp"

#include "events/stream_name.hpp"

namespace sluice::sim {
namespace {

std::string text_of(const refund_view& r) {
  return r.refund_no + ' ' + r.state + ' ' + r.purpose + ' ' + r.code + ' ' + to_string(r.amount) +
         ' ' + std::to_string(r.requested_at.time_since_epoch().count());
}

/// Every field of it: two views are the same state iff their texts are equal.
std::string text_of(const order_view& v) {
  auto text =
      to_string(v.order) + ' ' + v.state + ' ' + v.detail + ' ' + std::string(name_of(v.type)) +
      ' ' + to_string(v.amount) + ' ' + std::to_string(v.refunded_minor) + ' ' + v.channel + ' ' +
      v.code + ' ' + v.description + ' ' + v.masked_code + ' ' + std::to_string(v.conflicts) + ' ' +
      std::to_string(v.accepted_at.time_since_epoch().count()) + ' ' +
      std::to_string(v.updated_at.time_since_epoch().count()) + ' ' + std::to_string(v.sequence);
  for (const auto& a : v.attempts)
    text += '|' + std::to_string(a.number) + ' ' + a.channel + ' ' + a.key + ' ' + a.outcome + ' ' +
            a.code + ' ' + a.channel_reference;
  for (const auto& r : v.refunds) text += '|' + text_of(r);
  return text;
}

std::string text_of(const answer& a) {
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

void end_judge::nothing_is_running(const std::vector<channel_view>& channels) {
  for (const auto& c : channels)
    if (c.in_flight != 0 || c.queued != 0)
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
    if (text_of(before[i]) != text_of(after[i]))
      verdict_->guilty(promise::states_stand, "after a restart " + text_of(after[i]) +
                                                  " instead of " + text_of(before[i]));
}

}  // namespace sluice::sim

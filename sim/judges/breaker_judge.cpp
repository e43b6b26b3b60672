#include "sim/judges/breaker_judge.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "domain/channel/path_words.hpp"

namespace sluice::sim {
namespace {

using channel::breaker_phase;
using channel::path_switch;
using channel::turn_reason;

// As the engine's defaults say; worlds do not change them.
constexpr std::size_t most_probes = 5;
constexpr millis probe_pace{1000};
constexpr std::uint32_t least_bad = 8, least_slow = 16, least_account = 5;

bool blames_channel(const order::attempt_report& r) {
  if (r.whose == fault::channel) return true;
  return r.whose == fault::none &&
         (r.found == order::finding::unknown || r.found == order::finding::not_sent);
}

}  // namespace

// -- the log -------------------------------------------------------------------------------------

void breaker_judge::durable(const channel::event& e) {
  std::visit(overloaded{
                 [](const channel::configured&) {},
                 [](const channel::changed&) {},
                 [&](const channel::path_turned& p) {
                   auto& w = ways_[{p.channel, p.where.text()}];
                   if (p.to == breaker_phase::open) judge_opening(w, p);
                   const auto forced = w.forced;
                   w = {.phase = p.to, .forced = forced, .since = time_->now()};
                 },
                 [&](const channel::path_forced& p) {
                   auto& w = ways_[{p.channel, p.where.text()}];
                   const auto phase = w.phase;
                   w = {.phase = phase, .forced = p.to, .since = time_->now()};
                 },
             },
             e);
}

void breaker_judge::judge_opening(const way& w, const channel::path_turned& e) {
  // An answer that came while the process stood still may be given up on before it is read.
  const auto failed = w.bad + w.slow + given_up_on(w);
  const auto has_evidence = [&] {
    switch (e.why) {
      case turn_reason::failures:
      case turn_reason::failures_in_a_row:
      case turn_reason::lone_failures: return failed >= least_bad;
      case turn_reason::slowness: return w.slow >= least_slow;
      case turn_reason::account_faults:
        return w.account >= (w.phase == breaker_phase::half_open ? 1 : least_account);
      case turn_reason::bad_probe: return failed >= 1;
      case turn_reason::lost_probe: return w.phase == breaker_phase::half_open;
      case turn_reason::bad_query: return w.phase == breaker_phase::open;
      case turn_reason::time_is_up:
      case turn_reason::good_probes: return false;
    }
    broken_invariant("every reason has its evidence", __FILE__, __LINE__);
  };
  if (has_evidence()) return;
  guilty(e.channel.value() + '/' + e.where.text() + " is opened for " +
         std::string(name_of(e.why)) + ", but of its payments " + std::to_string(w.bad) +
         " failed, " + std::to_string(w.slow) + " were slow and " + std::to_string(w.account) +
         " were refused for its account");
}

std::uint32_t breaker_judge::given_up_on(const way& w) const {
  return static_cast<std::uint32_t>(
      std::count_if(running_.begin(), running_.end(), [&](const auto& one) {
        const auto& [name, r] = one;
        const bool is_meant = std::find(r.ways.begin(), r.ways.end(), &w) != r.ways.end();
        return is_meant && time_->now() >= r.began + r.timeout;
      }));
}

void breaker_judge::process_began() {
  running_.clear();
  for (auto& [name, w] : ways_) w.probes.clear();
}

// -- the wire ------------------------------------------------------------------------------------

std::vector<breaker_judge::way*> breaker_judge::ways_to(const channel_id& channel,
                                                        const instrument& paid_with) {
  std::vector<way*> out{&ways_[{channel, ""}]};
  if (!paid_with.is_said()) return out;
  out.push_back(&ways_[{channel, std::string(paid_with.method())}]);
  if (!paid_with.bank().empty()) out.push_back(&ways_[{channel, paid_with.text()}]);
  return out;
}

void breaker_judge::started(const channel_id& channel, ticket t, const channel_call& call) {
  if (!is_payment(call.what)) return;
  const auto name = channel.value() + '/' + call.paid_with.text();
  auto ways = ways_to(channel, call.paid_with);
  for (auto* w : ways) {
    const bool is_known = w->since < machine_->decided_from();
    const bool is_shut = w->forced == path_switch::automatic ? w->phase == breaker_phase::open
                                                             : w->forced == path_switch::open;
    if (is_shut && is_known) guilty("a payment is sent on " + name + ", which is open");
    if (is_known && w->forced == path_switch::automatic && w->phase == breaker_phase::half_open)
      judge_probe(*w, name, t);
  }
  running_[{channel, t}] = {std::move(ways), time_->now(), call.timeout};
}

void breaker_judge::judge_probe(way& w, const std::string& name, ticket t) {
  w.probes.insert(t);
  if (w.probes.size() > most_probes)
    guilty(std::to_string(w.probes.size()) + " payments at once are to show whether " + name +
           " is well again");
  if (machine_->decided_from() < w.last_probe + probe_pace &&
      time_->now() < w.last_probe + probe_pace)
    guilty("two payments within a second are to show whether " + name + " is well again");
  w.last_probe = time_->now();
}

void breaker_judge::ended(const channel_id& channel, ticket t, const channel_answer* said) {
  const auto known = running_.find({channel, t});
  if (known == running_.end()) return;
  const auto& r = known->second;
  const auto* report = said != nullptr ? std::get_if<order::attempt_report>(said) : nullptr;
  for (auto* w : r.ways) {
    w->probes.erase(t);
    w->bad += report == nullptr || blames_channel(*report) ? 1 : 0;
    w->account += report != nullptr && report->whose == fault::account ? 1 : 0;
    w->slow += time_->now() - r.began > r.timeout / 2 ? 1 : 0;
  }
  running_.erase(known);
}

}  // namespace sluice::sim

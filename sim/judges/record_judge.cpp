#include "sim/judges/record_judge.hpp"

#include <algorithm>
#include <utility>

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""h;
using std::chrono_literals::operator""s;

/// So old is a call at most that runs, or whose record is not written yet.
constexpr world_time longest_on_its_way = 120s;
/// What is older may have aged out, with what was said of it: seven days are kept, hours at a time.
constexpr world_time surely_kept = 24h * 6;

const channel_key& number_of(const channel_call& call) {
  return call.refund_key.value().empty() ? call.key : call.refund_key;
}

}  // namespace

void record_judge::called(const order_id& order, const channel_call& call) {
  left_[order][{std::string(name_of(call.what)), number_of(call).value()}].push_back(time_->now());
  called_since_.insert(order);
}

void record_judge::process_died(const records::record_store& kept) {
  ++deaths_;
  const bool excuses_all = std::exchange(has_stood_still_, false);
  compare(kept, excuses_all ? world_time{0} : time_->now() - longest_on_its_way);
}

void record_judge::all_over(const records::record_store& kept) {
  // The last step may have brought an answer that the engine had no time to take.
  compare(kept, time_->now() - longest_on_its_way);
  const auto gaps = records::gaps_of(kept);
  const auto said = std::ranges::count(gaps, gap_reason::process_ended, &record_gap::reason);
  if (static_cast<std::uint64_t>(said) < deaths_)
    guilty("the engine died " + std::to_string(deaths_) + " times, and its records say so only " +
           std::to_string(said) + " times");
}

void record_judge::compare(const records::record_store& kept, world_time younger_are_excused) {
  const auto oldest = time_->now() - surely_kept;
  std::erase_if(missed_, [&](world_time at) { return at < oldest; });
  std::uint64_t dropped = 0;
  for (const auto& g : records::gaps_of(kept))
    if (g.reason == gap_reason::dropped) dropped += g.count;
  for (const auto& order : std::exchange(called_since_, {})) {
    miss(order, left_.at(order), kept, {oldest, younger_are_excused});
    if (missed_.size() > dropped)
      return guilty("a call about " + to_string(order) +
                    " has left neither a record nor a trace among what was dropped");
  }
}

void record_judge::miss(const order_id& order, by_kind& left, const records::record_store& kept,
                        between judged) {
  std::map<kind, std::size_t> found;
  for (const auto& c : records::calls_of(kept, order).calls) {
    if (c.order != order) guilty(to_string(order) + " is shown a call about another order");
    ++found[{c.operation, c.number.value()}];  // a port may find that it cannot send it
  }
  for (auto& [what, when] : left) {
    std::erase_if(when, [&](world_time at) { return at < judged.from; });
    for (; when.size() > found[what]; when.pop_back())
      if (when.back() < judged.to) missed_.push_back(when.back());
  }
}

}  // namespace sluice::sim

#pragma once
/// Judges what is kept beside the log of calls: every call that left is found under its order, or
/// is counted as dropped. A crash excuses the newest, and must be said itself. No order is shown a
/// call of another one.

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "actors/ports/channel_port.hpp"
#include "events/records/look.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

class record_judge {
 public:
  record_judge(const timeline& time, verdict& says) : time_(&time), verdict_(&says) {}

  /// A call about this order has left for its channel.
  void called(const order_id& order, const channel_call& call);
  /// Whatever was on its way then is on its way still, however old it is.
  void stood_still() { has_stood_still_ = true; }
  void process_died(const records::record_store& kept);
  /// All has been written that ever will be.
  void all_over(const records::record_store& kept);

 private:
  /// Which operation, under which number.
  using kind = std::pair<std::string, std::string>;
  using by_kind = std::map<kind, std::vector<world_time>>;

  void compare(const records::record_store& kept, world_time younger_are_excused);
  struct between {
    world_time from, to;
  };
  /// Notes which calls of that time left no record; forgets what is missing.
  void miss(const order_id& order, by_kind& left, const records::record_store& kept,
            between judged);
  void guilty(const std::string& what) { verdict_->guilty(promise::everybody_hears, what); }

  const timeline* time_;
  verdict* verdict_;
  std::map<order_id, by_kind> left_;
  std::set<order_id> called_since_;  ///< it was last compared
  std::vector<world_time> missed_;  ///< all of it must be counted as dropped
  std::uint64_t deaths_ = 0;
  bool has_stood_still_ = false;  ///< since the process began
};

}  // namespace sluice::sim

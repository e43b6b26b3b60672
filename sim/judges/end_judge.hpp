#pragma once
/// Judges a world that has become quiet: every order has ended or waits for a person with a reason,
/// no permit is missing, and a fresh process says of every order what the old one said.

#include <string>
#include <vector>

#include "actors/desk/request.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/verdict.hpp"
#include "store/event_log.hpp"

namespace sluice::sim {

class end_judge {
 public:
  end_judge(facts& known, verdict& says) : facts_(&known), verdict_(&says) {}

  void all_have_ended();
  void nothing_is_running(const std::vector<channel_view>& channels);
  /// Every event of the log, read back and chained, is one that the judges have seen.
  void log_is_whole(const store::event_log& log);
  void same_after_restart(const std::vector<answer>& before, const std::vector<answer>& after);

 private:
  facts* facts_;
  verdict* verdict_;
};

}  // namespace sluice::sim

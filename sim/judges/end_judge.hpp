#pragma once
/// Judges a world that has become quiet: every order has ended or waits for a person with a reason,
/// and its channel is asked meanwhile; no permit is missing, and a fresh process says of every
/// order what the old one said.

#include <optional>
#include <string>
#include <vector>

#include "actors/desk/request.hpp"
#include "actors/engine/settings.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/verdict.hpp"
#include "store/event_log.hpp"

namespace sluice::sim {

class end_judge {
 public:
  end_judge(facts& known, const engine_settings& settings, const timeline& time, verdict& says)
      : facts_(&known), settings_(&settings), time_(&time), verdict_(&says) {}

  void all_have_ended();
  /// So long after an order has come to a person its channel must have been asked about it again.
  /// Nothing: no order waits for one.
  [[nodiscard]] std::optional<millis> pause_of_persons() const;
  /// Nothing has kept the engine from asking since then.
  void persons_are_not_all_alone(world_time since);
  void nothing_is_running(const std::vector<channel_view>& channels);
  /// Every event of the log, read back and chained, is one that the judges have seen.
  void log_is_whole(const store::event_log& log);
  void same_after_restart(const std::vector<answer>& before, const std::vector<answer>& after);

 private:
  [[nodiscard]] std::optional<millis> pause_of(const order_facts& o) const;
  [[nodiscard]] std::int64_t queries_now_and_then(const std::string& channel) const;

  facts* facts_;
  const engine_settings* settings_;
  const timeline* time_;
  verdict* verdict_;
};

}  // namespace sluice::sim

#pragma once
/// The paths of a channel, beside its actor: tells the breaker (domain/channel/breaker.hpp) of
/// calls and answers, and the actor which payments must not leave and which turns to write.

#include <map>
#include <optional>
#include <vector>

#include "actors/ports/channel_port.hpp"
#include "domain/channel/breaker.hpp"

namespace sluice {

class path_keeper {
 public:
  using permit = channel::breaker::permit;
  using durable_paths = std::map<channel::path, channel::path_state>;

  path_keeper(const channel_id& channel, const channel::breaker_rules& rules)
      : breaker_(channel, rules) {}

  /// Payments are held back while this is so. Takes nothing.
  [[nodiscard]] bool holds_back(const channel_call& call) const;
  /// Nothing: this payment must not leave. Else it must be started, and told when it has ended.
  /// Other calls always may, and get an empty one.
  [[nodiscard]] std::optional<permit> let_pass(const channel_call& call, instant now);
  /// A call that was started, by its answer or the lack of one.
  void ended(const channel_call& call, const permit& held, instant began, const channel_answer& a,
             instant now);

  /// Turns to be written, each once.
  [[nodiscard]] std::vector<channel::path_event> due(instant now, instant machine_time) {
    return breaker_.due(now, machine_time);
  }
  [[nodiscard]] std::optional<instant> look_again_at(instant now, instant machine_time) const {
    return breaker_.look_again_at(now, machine_time);
  }
  /// What is durable about all paths, or about one that was just turned or switched.
  void follow(const durable_paths& all);
  void follow(const durable_paths& all, const channel::path& one);

  /// `has_room` is the gate's to say.
  [[nodiscard]] channel::standing standing_of(const channel::path& p, instant now) {
    return breaker_.standing_of(p, now);
  }
  [[nodiscard]] std::vector<channel::breaker::seen_path> all(instant now) {
    return breaker_.all_paths(now);
  }

 private:
  channel::breaker breaker_;
};

}  // namespace sluice

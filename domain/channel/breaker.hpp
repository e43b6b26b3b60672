#pragma once
/// The breaker of one channel: a tree of paths, channel -> method -> bank. A payment counts for its
/// path and every path above; it passes if all of them let it. So an open path closes all below it,
/// and a sick bank never opens its channel: only what the channel itself has seen does.
///
/// Pure: the channel actor asks it before a payment leaves, tells it what ended, writes the turns
/// that it proposes, and tells it what is durable. Payments only: a query, a revoke or a
/// refund is never stopped by it, and is counted apart.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/channel/path_breaker.hpp"

namespace sluice::channel {

class breaker {
 public:
  /// With what is durable about its paths. No probe is out: whatever was, ended with the process.
  breaker(const channel_id& channel, breaker_rules rules,
          const std::map<path, path_state>& durable = {});

  /// What a payment holds that has passed, one entry a level. Given to ended exactly once.
  class permit {
    friend class breaker;
    struct level {
      std::uint16_t place;
      std::uint32_t generation;
      probe_leases::id probe;
    };
    std::array<level, 3> levels_{};
    std::uint8_t depth_ = 0;
    instant slow_from_{};
  };

  // -- payments
  /// None may take this path at the moment, probes included. Takes nothing.
  [[nodiscard]] bool is_shut(const path& p) const;
  /// May this one leave? Asked last, when nothing else can stop it: it may be a probe, and what
  /// passes must be started. Nothing: it must not.
  [[nodiscard]] std::optional<permit> pass(const path& p, instant now, millis timeout);
  void ended(const permit& held, outcome what, instant now);

  // -- what is never stopped
  void query_ended(const path& p, bool good, instant began, instant now);
  /// A revoke or refund.
  void other_call_ended(const path& p, bool good, instant now);

  // -- turns
  /// What should be written now, each once.
  [[nodiscard]] std::vector<path_event> due(instant now, instant machine_time);
  /// When due should be asked again if nothing else happens, in the log's time.
  [[nodiscard]] std::optional<instant> look_again_at(instant now, instant machine_time) const;
  /// So it is durably. Counting begins anew if it has been turned or switched.
  void follow(const path& p, const path_state& durable);

  // -- what there is to tell
  /// Of the path itself; whoever reads it looks at those above as well. `has_room` is the gate's to
  /// say. Of a path that nobody has taken yet: as its parent's.
  [[nodiscard]] standing standing_of(const path& p, instant now);
  struct seen_path {
    path where;
    path_state state;
    recent_outcomes::tally payments, other_calls;
  };
  [[nodiscard]] std::vector<seen_path> all_paths(instant now);

 private:
  using place = std::uint16_t;
  /// From the whole channel down.
  struct way {
    std::array<place, 3> places{};
    std::uint8_t depth = 0;
    [[nodiscard]] auto begin() const { return places.begin(); }
    [[nodiscard]] auto end() const { return places.begin() + depth; }
  };
  struct node {
    path_breaker self;
    way to_it;  ///< it included
  };
  [[nodiscard]] way known_way_to(const path& p) const;
  /// Of its own, as long as there are fewer than most_paths. What events are about has one in any
  /// case; they are bounded by the same number (path_decide.cpp).
  [[nodiscard]] way way_to(const path& p);
  /// Its own in any case; made, with those above it, if there is none.
  place place_of(const path& p);
  [[nodiscard]] bool may_pass(const way& w, instant now);
  void account_was_refused(instant now);
  void look_for_times();

  std::string channel_;
  breaker_rules rules_;
  std::vector<node> nodes_;
  std::unordered_map<std::string, place> places_;
  failure_run account_faults_{};
  bool has_news_ = false;  ///< something ended that may turn a path
  std::optional<instant> next_turn_{};  ///< by time, or a probe's deadline; never too late
  std::optional<instant> next_switch_end_{};  ///< by the machine's clock
};

}  // namespace sluice::channel

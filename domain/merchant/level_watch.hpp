#pragma once
/// What a merchant's actor has seen that rules about levels look at: how many of its orders were
/// more than its limit, and since when its channels are shut. Memory: after a restart it is seen
/// anew. As far as anybody asks: nothing is seen while neither a new order comes nor a held one
/// asks whether it may begin.

#include <deque>
#include <map>
#include <optional>

#include "base/instant.hpp"
#include "domain/channel/sliding_second.hpp"
#include "domain/merchant/level_rule.hpp"

namespace sluice::merchant {

/// What is seen in one moment, of one kind of business.
struct sighting {
  business_type type;
  bool is_new_order = true;  ///< false: one that is held asks
  std::int64_t per_second = 0;  ///< its limit, whatever its level is; 0: none
  bool are_all_shut = false;  ///< none of its channels for this lets payments pass as usual
};

class level_watch {
 public:
  /// Null: no rule's cause has lasted; else the hardest of those whose has. Outlived by `rules`.
  [[nodiscard]] const level_rule* see(const level_rules& rules, const merchant_id& whose,
                                      const sighting& what, instant now);

 private:
  struct seen {
    channel::sliding_second taken{};  ///< as if there were no level
    std::deque<instant> refused{};    ///< for one more than its limit; the latest, and no more
    std::optional<instant> shut_since{};
  };
  static void note(seen& of, const sighting& what, instant now);
  [[nodiscard]] static bool has_lasted(const level_rule& r, const seen& of, instant now);

  std::map<business_type, seen> all_;
};

}  // namespace sluice::merchant

#pragma once
/// The three rules about calls that have no answer. A payment that has none is counted once a
/// window, however often it is asked about; and one answer, whatever it says, shows that the
/// network to a channel works.

#include <map>

#include "domain/alarm/match.hpp"
#include "domain/alarm/thresholds.hpp"
#include "domain/alarm/windows.hpp"

namespace sluice::alarm {

inline constexpr std::string_view all_channels = "all";

class network_rules {
 public:
  network_rules(const thresholds& t, instant begun);

  void take(const call_ended& c, instant now, std::vector<match>& found);
  /// That it is over. Precondition: a network kind.
  [[nodiscard]] bool is_clear(kind what, const std::string& key, instant now);
  /// The last call it could learn from.
  [[nodiscard]] instant last_heard(kind what, const std::string& key) const;

 private:
  struct line {
    payment_window run;  ///< since the last answer
    two_counts calls;
    instant last_call;
  };
  [[nodiscard]] line& line_of(const channel_id& channel);
  void look_at_minutes(instant now, std::vector<match>& found) const;
  void look_at_total(std::vector<match>& found) const;

  thresholds t_;
  instant begun_;
  std::map<channel_id, line> channels_;
  payment_window in_minutes_, in_total_;
  two_counts all_;
  instant last_call_;
};

}  // namespace sluice::alarm

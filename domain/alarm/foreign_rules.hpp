#pragma once
/// Notifications in a channel's name that come from an address which is none of its own. One is
/// worth a look; many are somebody who tries, or a list that is no longer right.

#include <deque>
#include <map>
#include <vector>

#include "domain/alarm/fact.hpp"
#include "domain/alarm/match.hpp"
#include "domain/alarm/thresholds.hpp"

namespace sluice::alarm {

class foreign_rules {
 public:
  explicit foreign_rules(const thresholds& t) : t_(t) {}

  /// Precondition: foreign_address.
  void take(const happened& h, instant now, std::vector<match>& found);

 private:
  thresholds t_;
  /// By channel: the last ones, no more than are enough.
  std::map<std::string, std::deque<instant>> lately_;
};

}  // namespace sluice::alarm

#include "domain/alarm/foreign_rules.hpp"

namespace sluice::alarm {

void foreign_rules::take(const happened& h, instant now, std::vector<match>& found) {
  found.push_back({kind::foreign_address, h.key, 0, h.detail});
  auto& lately = lately_[h.key];
  lately.push_back(now);
  if (lately.size() > t_.foreign_many) lately.pop_front();
  if (lately.size() < t_.foreign_many || lately.front() <= now - t_.foreign_window) return;
  found.push_back(
      {kind::foreign_flood, h.key, 0,
       "at least " + std::to_string(t_.foreign_many) + " within " +
           std::to_string(t_.foreign_window.count() / 1000) + " s; the last: " + h.detail});
}

}  // namespace sluice::alarm

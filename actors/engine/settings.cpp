#include "actors/engine/settings.hpp"

namespace sluice {

const attempt_timing& timing_of(const std::vector<channel_settings>& channels,
                                const channel_id& channel, business_type type) {
  static const attempt_timing standard;
  for (const auto& c : channels)
    if (c.id == channel)
      if (const auto row = c.timing.find(type); row != c.timing.end()) return row->second;
  for (const auto& c : channels)
    if (const auto row = c.timing.find(type); row != c.timing.end()) return row->second;
  return standard;
}

}  // namespace sluice

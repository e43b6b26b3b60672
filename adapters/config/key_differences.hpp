#pragma once
/// Which keys two texts of a configuration file say differently, and what of that can be taken over
/// while the engine runs: limits of channels, what merchants may do, routing rules, and who may
/// ask. What names where money or data goes, or what runs, waits for the next start.

#include <string>
#include <string_view>
#include <vector>

namespace sluice {

struct key_differences {
  std::vector<std::string> while_running;  ///< "channels.wechat.limits.max_in_flight"
  std::vector<std::string> at_next_start;
};

/// `started_with` is what the engine's start read, `taken_over` what was read last. What waits for
/// the next start is told until then. Precondition: all three are TOML.
[[nodiscard]] key_differences differences_of(std::string_view started_with,
                                             std::string_view taken_over, std::string_view now);

}  // namespace sluice

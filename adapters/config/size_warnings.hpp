#pragma once
/// Limits of a configuration that contradict each other, or the machine. Nothing is wrong with such
/// a file, and an engine starts with it; but one of the two will never be reached, or not as its
/// author thought. Told by `sluice config check`, and at a start.

#include <string>
#include <vector>

#include "adapters/config/configuration.hpp"
#include "adapters/system/machine_sizes.hpp"

namespace sluice {

/// A sentence each: what is too large and for what, both values, and what comes of it.
[[nodiscard]] std::vector<std::string> size_warnings(const configuration& c,
                                                     const machine_sizes& on);

/// Of the HTTP client. More than permits: so the channel's own queue is the one that fills.
[[nodiscard]] std::uint32_t connections_to_channels(const engine_settings& engine);
/// Open files that are kept for the log and NATS.
inline constexpr std::uint32_t files_for_log_and_nats = 64;

}  // namespace sluice

#pragma once
/// What $SRV.PING, $SRV.INFO and $SRV.STATS answer: NATS's ADR-32, version 1 of the micro protocol,
/// written by hand because nats.c 3.4.1 has no services API. The nats command line checks these
/// against JSON Schema (jsm.go, schemas/micro/v1): metadata values are strings, last_error is there
/// even when empty, names have no dots.

#include <string>
#include <string_view>
#include <vector>

#include "actors/follow/follower_standing.hpp"
#include "adapters/nats/endpoint_stats.hpp"
#include "base/instant.hpp"

namespace sluice::nats {

struct service_identity {
  std::string name;  ///< letters, digits, '-' and '_'
  std::string id;  ///< of this process
  std::string version;
  std::string prefix;  ///< of the endpoints' subjects
  instant started{};
  std::string queue_group = "q";
  /// Of the demo alone: the folder with its callers' keys, so that `sluice req` finds them.
  std::string demo_keys{};
};

enum class discovery_verb : std::uint8_t { ping, info, stats };

/// "PING"
[[nodiscard]] std::string_view name_of(discovery_verb verb) noexcept;
/// Where those stand who follow the log is shown by $SRV.STATS: publisher_cursor, publisher_lag.
[[nodiscard]] std::string discovery_answer(discovery_verb verb, const service_identity& self,
                                           const endpoint_stats& counted,
                                           const std::vector<follower_standing>& followers = {});

}  // namespace sluice::nats

#pragma once
/// An endpoint as the configuration file describes it. Which ones there are the engine knows by
/// merchant_settings::webhooks; where they are and what is signed with stays out here.

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/webhooks/signature.hpp"
#include "domain/webhook/endpoint.hpp"

namespace sluice::webhooks {

struct endpoint {
  webhook::endpoint_id id;
  std::string url;  ///< fault_of_url() finds nothing
  std::vector<signing_key> keys;  ///< at least one; each signs
};

/// Open at a time, at the most.
[[nodiscard]] inline std::uint32_t connections_to(const std::vector<endpoint>& all) noexcept {
  return static_cast<std::uint32_t>(all.size()) * webhook::endpoint::most_out;
}

}  // namespace sluice::webhooks

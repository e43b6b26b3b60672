// What becomes of merchants' webhook endpoints.

#include <limits>

#include "tests/events/sample_parts.hpp"

namespace sluice::samples {

std::vector<sample> of_webhooks() {
  const signed_by who{"li.wei", "they are back"};
  return {
      {"webhook_endpoint_disabled",
       webhook::endpoint_disabled{webhook::disabled_by::failing, 4711}},
      {"webhook_endpoint_disabled_earlier",
       webhook::endpoint_disabled{webhook::disabled_by::gone, 0}},
      {"webhook_endpoint_enabled", webhook::endpoint_enabled{who}},
      {"webhook_endpoint_enabled_from", webhook::endpoint_enabled{who, 17}},
      {"webhook_endpoint_enabled_range", webhook::endpoint_enabled{who, 17, 23}},
      {"webhook_deliveries_given_up", webhook::deliveries_given_up{3, 4711}},
      {"webhook_deliveries_given_up_many",
       webhook::deliveries_given_up{std::numeric_limits<std::uint64_t>::max(), 1}},
  };
}

}  // namespace sluice::samples

#pragma once
/// The bodies that the made-up shops send.

#include <nlohmann/json.hpp>
#include <string>

#include "app/demo/workload.hpp"

namespace sluice::demo {

/// What is sealed in the log where the merchant has a data key.
[[nodiscard]] std::string description_of(const planned_order& plan);
[[nodiscard]] nlohmann::json create_body(const planned_order& plan);
/// order.get
[[nodiscard]] nlohmann::json naming_body(const planned_order& plan);
/// order.revoke, answered when it has ended
[[nodiscard]] nlohmann::json revoke_body(const planned_order& plan);
/// order.capture, answered when it has ended
[[nodiscard]] nlohmann::json capture_body(const planned_order& plan, std::int64_t amount_minor);
[[nodiscard]] nlohmann::json refund_body(const planned_order& plan, const std::string& refund_no,
                                         std::int64_t amount_minor);
/// refund.get
[[nodiscard]] nlohmann::json refund_naming_body(const planned_order& plan,
                                                const std::string& refund_no);

}  // namespace sluice::demo

#pragma once
/// What has become of one endpoint of a merchant, as the log keeps it: few events, so that an
/// endpoint that is dead cannot fill it. What was delivered, and what waits, is not among them:
/// that lies in a bookmark. Each endpoint has a stream of its own; the written form is
/// events/v1/webhook.proto. Decided by domain/webhook/endpoint.hpp and domain/webhook/fate.hpp,
/// written by the courier (actors/webhook).

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "domain/origin.hpp"
#include "domain/webhook/endpoint_id.hpp"

namespace sluice::webhook {

enum class disabled_by : std::uint8_t {
  nobody = 0,
  gone = 1,  ///< it said so, by 410
  failing = 2,  ///< it has taken nothing for days
};
/// "failing"
[[nodiscard]] std::string_view name_of(disabled_by d) noexcept;

/// Nothing more is sent there until a person enables it.
struct endpoint_disabled {
  disabled_by why = disabled_by::failing;
  position event = 0;  ///< which it was told of last; 0: that is not known any more
  friend bool operator==(const endpoint_disabled&, const endpoint_disabled&) = default;
};

/// A person lets it have what it has missed; and of what it has had, what lies between these two
/// places of the log, or all from the first of them on.
struct endpoint_enabled {
  signed_by who{};
  std::optional<position> from{}, to{};  ///< to: only with from
  friend bool operator==(const endpoint_enabled&, const endpoint_enabled&) = default;
};

/// So many events, since the last one of these, have not been taken in ten tries each.
struct deliveries_given_up {
  std::uint64_t count = 0;
  position last = 0;  ///< the one that was given up last
  friend bool operator==(const deliveries_given_up&, const deliveries_given_up&) = default;
};

using event = std::variant<endpoint_disabled, endpoint_enabled, deliveries_given_up>;

}  // namespace sluice::webhook

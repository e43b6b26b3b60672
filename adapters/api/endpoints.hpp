#pragma once
/// What can be asked, as one table: read by the request codec, the NATS service, discovery and
/// help.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::api {

enum class endpoint : std::uint8_t {
  create_order,
  get_order,
  revoke_order,
  resolve_order,
  create_refund,
  get_refund,
  list_channels,
  get_schema,  ///< answered at the edge, like help
  help,
};

struct endpoint_info {
  endpoint which;
  std::string_view name;     ///< "order-create": the endpoint's name in service discovery
  std::string_view subject;  ///< after the prefix: "order.create"
  std::string_view request;  ///< message name; empty: no body
  std::string_view reply;    ///< message name; empty: text
  std::string_view doc;      ///< one line
  std::string_view example;  ///< a body that works against the demo configuration
  bool asks_engine;
};

[[nodiscard]] const std::array<endpoint_info, 9>& endpoints() noexcept;
[[nodiscard]] const endpoint_info& info_of(endpoint which) noexcept;
/// `suffix` is the subject without prefix and dot.
[[nodiscard]] std::optional<endpoint> endpoint_of(std::string_view suffix) noexcept;

/// For an unknown subject: "pay.order.creat is not known; did you mean …; known are …".
[[nodiscard]] std::string unknown_subject_message(std::string_view prefix, std::string_view suffix);

/// Readable JSON of everything that can be asked, with examples.
[[nodiscard]] std::string help_text(std::string_view prefix);

}  // namespace sluice::api

#pragma once
/// An order as the engine describes it to a service, taken from the JSON answer of order.create,
/// order.get, order.revoke and order.capture.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace sluice::demo {

struct refund_seen {
  std::string refund_no{};
  std::string state{};  ///< processing, done, failed, needs_operator
};

struct order_seen {
  std::string merchant{};
  std::string order_no{};
  /// processing, payer_action_needed, authorized, paid, failed, revoked, needs_operator
  std::string state{};
  std::string payer_action{}, payer_action_content{};  ///< while it is needed
  std::string channel{};  ///< of the latest attempt
  std::int64_t amount_minor = 0;
  std::int64_t refunded_minor = 0;
  std::int64_t captured_minor = 0;  ///< of what was held first; else 0
  std::uint32_t conflicts = 0;
  std::uint64_t sequence = 0;
  std::vector<std::string> keys{};  ///< under which the channels know its attempts
  std::vector<refund_seen> refunds{};
};

/// Nothing: the answer is a refusal or something else.
[[nodiscard]] std::optional<order_seen> order_from(const nlohmann::json& answer);

[[nodiscard]] bool has_ended(const order_seen& o) noexcept;
/// Ended, and so have its refunds and what is given back.
[[nodiscard]] bool is_quiet(const order_seen& o) noexcept;

/// What should be left at the channels. Nothing: the engine makes no claim, a person must decide.
[[nodiscard]] std::optional<std::int64_t> claimed_minor(const order_seen& o) noexcept;

}  // namespace sluice::demo

#pragma once
/// What has been agreed, and when it begins. The written form: events/v1/contract.proto.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/instant.hpp"
#include "domain/contract/terms.hpp"
#include "domain/origin.hpp"

namespace sluice::contract {

/// With whom. Stored in the log: never change or reuse a number.
enum class side : std::uint8_t {
  merchant = 1,  ///< pays fees to us
  channel = 2,   ///< takes a cost of each payment from us
};

struct party {
  contract::side side = contract::side::merchant;
  std::string name{};  ///< of the merchant or the channel
  friend auto operator<=>(const party&, const party&) = default;
};
/// "merchant/m1", "channel/wechat"
[[nodiscard]] std::string to_string(const party& p);
/// It is nobody: neither of the two was named, or both.
[[nodiscard]] std::optional<rejection> fault_in(const party& p);
[[nodiscard]] std::string_view name_of(side s) noexcept;

/// A version of a contract: it counts for payments that succeed from then on, and that are in the
/// log behind it. Versions count from 1.
struct agreed {
  party with;
  std::uint32_t version = 0;
  instant valid_from{};
  contract::terms terms{};
  signed_by who;
  friend bool operator==(const agreed&, const agreed&) = default;
};

using event = std::variant<agreed>;

}  // namespace sluice::contract

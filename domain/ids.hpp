#pragma once
/// Names of things. Each is its own type; text at the edge, explicit inside.

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/tagged.hpp"

namespace sluice {

using merchant_id = tagged<struct merchant_id_tag, std::string>;
using channel_id = tagged<struct channel_id_tag, std::string>;
/// The merchant's own number of an order; unique per merchant, for ever.
using order_no = tagged<struct order_no_tag, std::string>;
/// The merchant's own number of a refund; unique per order, reused by every retry.
using refund_no = tagged<struct refund_no_tag, std::string>;
/// The number under which the channel knows one attempt (out_trade_no) or one refund
/// (out_refund_no). Made once, written to the log before the channel hears of it.
using channel_key = tagged<struct channel_key_tag, std::string>;
/// Chosen by the caller (Nats-Msg-Id); the same id with another body is refused.
using command_id = tagged<struct command_id_tag, std::string>;
/// The merchant's own number of an agreement; unique per merchant, for ever.
using agreement_no = tagged<struct agreement_no_tag, std::string>;
/// Counts the attempts of one order from 1.
using attempt_no = tagged<struct attempt_no_tag, std::uint16_t>;

/// Digest of what a command asks for. Two requests are the same request iff these are equal.
using fingerprint = std::array<std::uint8_t, 16>;

struct order_id {
  merchant_id merchant;
  order_no number;
  friend auto operator<=>(const order_id&, const order_id&) = default;
};

/// "m1/A-1001", the form in which people and streams name an order.
[[nodiscard]] inline std::string to_string(const order_id& id) {
  return id.merchant.value() + '/' + id.number.value();
}

struct agreement_id {
  merchant_id merchant;
  agreement_no number;
  friend auto operator<=>(const agreement_id&, const agreement_id&) = default;
};

[[nodiscard]] inline std::string to_string(const agreement_id& id) {
  return id.merchant.value() + '/' + id.number.value();
}

/// Merchants, channels, order and refund numbers: 1 to 64 letters, digits, '_' or '-'.
/// Narrow on purpose: each of them becomes a NATS subject token and a key in the log.
[[nodiscard]] bool is_name(std::string_view text) noexcept;
inline constexpr std::size_t max_name_length = 64;
inline constexpr std::string_view name_rule = "1 to 64 letters, digits, '_' or '-'";

}  // namespace sluice

template <>
struct std::hash<sluice::agreement_id> {
  std::size_t operator()(const sluice::agreement_id& id) const noexcept {
    return std::hash<std::string>{}(to_string(id));
  }
};

template <>
struct std::hash<sluice::order_id> {
  // Not noexcept: libstdc++ then keeps the hash beside each key instead of working it out again for
  // every neighbour that a search passes.
  std::size_t operator()(const sluice::order_id& id) const {
    return std::hash<std::string>{}(id.merchant.value()) * 1099511628211U ^
           std::hash<std::string>{}(id.number.value());
  }
};

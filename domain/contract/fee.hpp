#pragma once
/// What a payment costs whoever has agreed to pay for it: a merchant's fee to us, or our cost at a
/// channel. Whole minor units, rounded once a payment and never over a batch: so WeChat Pay and
/// UnionPay round too, as their bills show row by row. Pure.

#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::contract {

/// Of what lies between two minor units. Stored in the log: never change or reuse a number.
enum class rounding : std::uint8_t {
  half_up = 1,
  half_even = 2,
  down = 3,
};

/// What of a fee comes back with a refund. Stored in the log: never change or reuse a number.
enum class fee_return : std::uint8_t {
  /// As if only the rest had been paid: over all refunds of a payment to the last minor unit.
  cumulative = 1,
  /// Each refund by itself, as the rate has it; at most what is left of the fee.
  per_refund = 2,
  nothing = 3,
};

struct rate {
  std::int64_t parts_per_million = 0;
  std::int64_t fixed_minor = 0;
  std::int64_t least_minor = 0;
  std::optional<std::int64_t> most_minor{};
  rounding rounded = rounding::half_up;
  friend bool operator==(const rate&, const rate&) = default;
};

/// Never more than the amount, of nothing nothing. Precondition: no number is negative, and no more
/// than a million parts.
[[nodiscard]] std::int64_t fee_of(std::int64_t amount_minor, const rate& by) noexcept;

/// What has gone back of a payment before, and what goes back now: minor units.
struct going_back {
  std::int64_t paid = 0;
  std::int64_t refunded = 0;  ///< before
  std::int64_t fee = 0;  ///< of the payment
  std::int64_t fee_returned = 0;  ///< before
  std::int64_t refund = 0;  ///< now
};
[[nodiscard]] std::int64_t fee_returned_by(const going_back& now, const rate& by,
                                           fee_return how) noexcept;

/// A refund of an order that the channel settles with another amount than was paid, because
/// somebody bore a coupon: minor units.
struct part_of {
  std::int64_t amount = 0;  ///< of the order
  std::int64_t settled = 0;  ///< of it
  std::int64_t before = 0;  ///< refunded of the amount before
  std::int64_t settled_before = 0;
  std::int64_t now = 0;  ///< of the amount
};
/// In proportion, half up (as WeChat Pay parts coupons), and all parts make the whole.
[[nodiscard]] std::int64_t settled_part(const part_of& p) noexcept;

[[nodiscard]] std::string_view name_of(rounding r) noexcept;
[[nodiscard]] std::string_view name_of(fee_return r) noexcept;
[[nodiscard]] std::optional<rounding> rounding_from_name(std::string_view name) noexcept;
[[nodiscard]] std::optional<fee_return> fee_return_from_name(std::string_view name) noexcept;

}  // namespace sluice::contract

#pragma once
/// A routing rule as data: for which payments it holds, and what it does with the channels of their
/// merchant. A rule takes channels away or puts one first; it never adds one, so nobody is routed
/// to a channel that its merchant's list does not name.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/routing/wish.hpp"

namespace sluice::routing {

/// Of each day, from the first minute up to the last one without it; over midnight if it ends
/// before it begins. By a clock that is always so far from UTC: rules need no table of time zones.
struct day_time {
  std::uint16_t from = 0, to = 0;  ///< minutes since midnight, 0 to 1439
  friend bool operator==(const day_time&, const day_time&) = default;
};

/// For which payments. What is empty holds for all.
struct condition {
  std::vector<business_type> business_types{};
  std::vector<merchant_id> merchants{};
  std::optional<currency> unit{};
  /// In minor units of the currency, which must be named then; both ends belong to it.
  std::optional<std::int64_t> amount_from{}, amount_to{};
  instrument paid_with{};  ///< a method without a bank holds for all of its banks
  std::optional<wallet> shown{};
  std::optional<day_time> hours{};
  std::uint8_t weekdays = 0;  ///< bit 0 is Monday; by the same clock as `hours`; 0: every day
  std::int16_t utc_offset_minutes = 0;
  std::optional<instant> from{}, until{};  ///< once: from then on; until then, and no longer
  friend bool operator==(const condition&, const condition&) = default;
};

/// A share of the orders tries it first; the others do not see it.
struct canary {
  channel_id channel;
  std::uint16_t share_of_256 = 1;  ///< 1 to 256
  friend bool operator==(const canary&, const canary&) = default;
};

struct rule {
  std::string name;  ///< told in refusals and answers
  condition when{};
  std::vector<channel_id> only{};  ///< these and no other; empty: says nothing
  std::vector<channel_id> never{};  ///< not these
  std::optional<channel_id> prefer{};  ///< first, unless another is better by enough
  std::optional<canary> tries{};
  std::vector<channel_id> maintenance{};  ///< not these: they have said that they will be away
  friend bool operator==(const rule&, const rule&) = default;
};

[[nodiscard]] bool holds(const condition& when, const wish& w, instant now);
/// From every payment for which it holds.
[[nodiscard]] bool takes_away(const rule& r, const channel_id& c) noexcept;
/// The rule says that it is under maintenance: it will be back.
[[nodiscard]] bool is_away(const rule& r, const channel_id& c) noexcept;

}  // namespace sluice::routing

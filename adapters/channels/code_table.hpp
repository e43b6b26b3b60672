#pragma once
/// The channels' codes as data. A row says what a code proves, and whose fault it names. A code
/// that has no row is unknown: the list of failures is a whitelist.

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "domain/order/report.hpp"

namespace sluice {

/// Only an account's fault is worth another channel: the same payer with the same code, or the same
/// wrong request, would be declined there too.
enum class fault : std::uint8_t {
  none,  ///< not a failure, or nobody can tell
  payer,  ///< balance, card, limits, wrong or old payment code
  order,  ///< the number is used up, the amount or text is not allowed
  account,  ///< our account at this channel: rights, agreement, key, limits
  program,  ///< we said it wrongly
  channel,  ///< the channel itself is sick
};

struct attempt_row {
  std::string_view code;
  finding found;
  fault whose = fault::none;
  [[nodiscard]] constexpr bool reroutable() const noexcept {
    return found == finding::not_paid && whose == fault::account;
  }
};

struct revoke_row {
  std::string_view code;
  revoke_finding found;
};

struct refund_row {
  std::string_view code;
  refund_finding found;
};

/// Null when the code has no row.
template <class Table>
[[nodiscard]] constexpr auto find_row(const Table& table, std::string_view code) noexcept
    -> decltype(table.data()) {
  const auto it =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.code == code; });
  return it == table.end() ? nullptr : &*it;
}

}  // namespace sluice

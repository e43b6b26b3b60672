#pragma once
/// The channels' codes as data. A row says what a code proves, and whose fault it names. A code
/// that has no row is unknown: the list of failures is a whitelist.

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/enumerators.hpp"
#include "domain/fault.hpp"
#include "domain/order/report.hpp"

namespace sluice {

/// What is worth doing after such an answer.
enum class advice : std::uint8_t {
  stop,  ///< it is decided, and elsewhere would be declined, too
  elsewhere,  ///< another channel may take it
  settle_first,  ///< nobody knows yet: a query tells, or a revoke
};

/// Only an account's fault is worth another channel: the same payer with the same code, or the same
/// wrong request, would be declined there too.
[[nodiscard]] constexpr advice advice_after(order::finding found, fault whose) noexcept {
  switch (found) {
    case order::finding::paid: return advice::stop;
    case order::finding::not_paid:
      return whose == fault::account ? advice::elsewhere : advice::stop;
    case order::finding::not_sent: return advice::elsewhere;
    case order::finding::payer_paying:
    case order::finding::unknown:
    case order::finding::not_found:
    case order::finding::not_paid_if_query_agrees:
    case order::finding::not_paid_if_revoked:
    case order::finding::not_paid_yet: break;
  }
  return advice::settle_first;
}

struct attempt_row {
  std::string_view code;
  order::finding found;
  fault whose = fault::none;
  [[nodiscard]] constexpr bool reroutable() const noexcept {
    return advice_after(found, whose) == advice::elsewhere;
  }
};

struct revoke_row {
  std::string_view code;
  order::revoke_finding found;
};

struct refund_row {
  std::string_view code;
  order::refund_finding found;
};

/// Null when the code has no row.
template <class Table>
[[nodiscard]] constexpr auto find_row(const Table& table, std::string_view code) noexcept
    -> decltype(table.data()) {
  const auto it =
      std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.code == code; });
  return it == table.end() ? nullptr : &*it;
}

/// No table has it: nobody here knows what it means. Where a code is missing altogether nothing was
/// named that could be listed.
template <class... Tables>
[[nodiscard]] constexpr bool is_in_none(std::string_view code, const Tables&... tables) noexcept {
  return !code.empty() && ((find_row(tables, code) == nullptr) && ...);
}

/// For a static_assert below the tables: of two rows with one code the second would never be found.
template <class... Tables>
[[nodiscard]] consteval bool name_each_code_once(const Tables&... tables) {
  return (has_each_once(tables, &Tables::value_type::code) && ...);
}

}  // namespace sluice

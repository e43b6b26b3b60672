#pragma once
/// What is counted of a link within one second or one minute. A link is a channel and a kind of
/// business, as alarms have it: "alipay/payment_code".

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/duration_counts.hpp"
#include "base/enumerators.hpp"
#include "base/instant.hpp"
#include "domain/alarm/fact.hpp"
#include "domain/money.hpp"

namespace sluice::figures {

using link = alarm::path;

/// How a call to a channel has ended.
enum class call_result : std::uint8_t {
  succeeded,  ///< the payer's money is there
  declined,   ///< surely not, and it is the payer's doing: the link works
  failed,     ///< surely not, and it is not the payer's doing
  answered,   ///< something valid came, and it is no payment's result
  unknown,    ///< nothing came that can be believed: neither a success nor a failure
};
[[nodiscard]] std::string_view name_of(call_result r) noexcept;
inline constexpr std::size_t call_results = enumerators<call_result>.size();

/// Told in passing by whoever calls: under load of a sample, or of none at all.
struct call_counts {
  std::array<std::uint32_t, call_results> results{};
  std::array<std::uint32_t, duration_bounds.size() + 1> took{};  ///< of each bucket alone
  std::uint64_t took_ms = 0;  ///< together

  /// As `weight` calls that ended so.
  void count(call_result how, millis took_so_long, std::uint32_t weight) noexcept;
  call_counts& operator+=(const call_counts& more) noexcept;
  [[nodiscard]] std::uint64_t calls() const noexcept;
  friend bool operator==(const call_counts&, const call_counts&) = default;
};

/// Of a hundred payments with a result that is not the payer's doing, in hundredths: 9750 is 97.5
/// %. Nothing: there was none. What is unknown counts neither way.
[[nodiscard]] std::optional<std::uint32_t> success_basis_points(const call_counts& of) noexcept;
/// The bound that `percent` of the calls did not exceed. Nothing: there was no call. What took
/// longer than the last bound is said to have taken that.
[[nodiscard]] std::optional<millis> quantile(const call_counts& of, std::uint32_t percent) noexcept;

/// From the log, for sure. No test traffic.
struct paid_counts {
  std::uint64_t orders = 0;
  /// In minor units, by the place in `currencies`.
  std::array<std::int64_t, currencies.size()> minor{};

  void count(money amount) noexcept;
  paid_counts& operator+=(const paid_counts& more) noexcept;
  friend bool operator==(const paid_counts&, const paid_counts&) = default;
};

}  // namespace sluice::figures

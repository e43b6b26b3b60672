#pragma once
/// The amounts of which posting rules speak, and sums of them as a rule writes them down:
/// `settled - fee`. What a rule says adds up for any amounts is known when it is compiled.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/enumerators.hpp"

namespace sluice::ledger {

enum class quantity : std::uint8_t {
  settled,    ///< what the channel is to settle of a payment, before its cost
  fee,        ///< the merchant's
  cost,       ///< the channel's
  refunded,   ///< what of the settled amount goes back
  fee_back,   ///< what of the fee goes back with it
  cost_back,  ///< what of the cost
  from_available,  ///< what of a refund is taken of money that was due already
  matured,         ///< what of a lot becomes due
  settlement,      ///< what is paid to a merchant
};
inline constexpr std::size_t quantities = enumerators<quantity>.size();

/// Minor units of each.
class amounts {
 public:
  [[nodiscard]] constexpr std::int64_t& operator[](quantity q) noexcept {
    return minor_[static_cast<std::size_t>(q)];
  }
  [[nodiscard]] constexpr std::int64_t operator[](quantity q) const noexcept {
    return minor_[static_cast<std::size_t>(q)];
  }

 private:
  std::array<std::int64_t, quantities> minor_{};
};

/// So many times each.
class sum {
 public:
  constexpr sum() = default;
  constexpr sum(quantity q) noexcept { times_[static_cast<std::size_t>(q)] = 1; }  // NOLINT

  [[nodiscard]] constexpr std::int64_t of(const amounts& all) const noexcept {
    std::int64_t out = 0;
    for (const auto q : enumerators<quantity>) out += times_[static_cast<std::size_t>(q)] * all[q];
    return out;
  }
  friend constexpr sum operator+(sum a, const sum& b) noexcept {
    for (std::size_t i = 0; i < quantities; ++i)
      a.times_[i] = std::int8_t(a.times_[i] + b.times_[i]);
    return a;
  }
  friend constexpr sum operator-(sum a, const sum& b) noexcept {
    for (std::size_t i = 0; i < quantities; ++i)
      a.times_[i] = std::int8_t(a.times_[i] - b.times_[i]);
    return a;
  }
  [[nodiscard]] constexpr int times(quantity q) const noexcept {
    return times_[static_cast<std::size_t>(q)];
  }
  friend bool operator==(const sum&, const sum&) = default;

 private:
  std::array<std::int8_t, quantities> times_{};
};
constexpr sum operator-(quantity a, quantity b) noexcept { return sum{a} - sum{b}; }

[[nodiscard]] std::string_view name_of(quantity q) noexcept;
/// "settled - fee"
[[nodiscard]] std::string to_string(const sum& s);

}  // namespace sluice::ledger

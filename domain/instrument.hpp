#pragma once
/// What a payment is charged to, or paid to, as far as routes and paths look at it: never a code, a
/// card number or a token, which travel elsewhere. What kind of instrument it is says the business
/// type's row (domain/policy.hpp).

#include <cstdint>
#include <string>

namespace sluice {

/// Stored in the log: never change or reuse a number.
enum class instrument_kind : std::uint8_t { payment_code = 1, agreement = 2, payee = 3 };

struct instrument {
  std::string method{};  ///< "debit_card", "balance"; empty: not said
  std::string bank{};  ///< "icbc"; empty: not said; never without a method
  friend bool operator==(const instrument&, const instrument&) = default;
};

}  // namespace sluice

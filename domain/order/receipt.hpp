#pragma once
/// What a channel says of money that moved, beyond the amount: the books need it, and nothing can
/// be added to a log later. Each is there as far as the channel says it; no rule of orders looks
/// at any of it.

#include <optional>
#include <string>

#include "base/instant.hpp"
#include "domain/money.hpp"

namespace sluice::order {

struct receipt {
  std::optional<instant> at{};      ///< when, by the channel's clock
  std::optional<money> settled{};   ///< what of it is to be settled with us
  std::optional<money> coupons{};   ///< what of it somebody else than the payer bore
  std::string payer_account{};      ///< bank or kind of account: "CMB_CREDIT", "PCREDIT"
  std::string clearing_date{};      ///< "2024-05-06" or, as the channel has it, "0506"
  std::string trace{};              ///< what else the channel's bill finds it by

  [[nodiscard]] bool says_anything() const noexcept {
    return at || settled || coupons || !payer_account.empty() || !clearing_date.empty() ||
           !trace.empty();
  }
  friend bool operator==(const receipt&, const receipt&) = default;
};

}  // namespace sluice::order

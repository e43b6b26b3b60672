#pragma once
/// What the end of a payment's call says about the path it took. Not whether money moved: a payer
/// who is declined proves that the channel works. The breaker counts outcomes.

#include <cstdint>

#include "domain/order/report.hpp"

namespace sluice::channel {

enum class outcome : std::uint8_t {
  good,  ///< a listed answer, whatever it says about the payer, the order or our request
  bad,  ///< none, or one that nobody can make sense of, or the channel says that it is sick, or
        ///< nobody took the call there
  account,  ///< our account there is at fault, never the method or the bank
  too_fast,  ///< it was not looked at: the rate must come down, nothing is wrong with the path
  nobody_asked,  ///< a page that the payer opens, or what we could not write: no call, no news
};

/// What the answer to a payment that was started shows.
[[nodiscard]] outcome outcome_of(const order::attempt_report& answer) noexcept;

}  // namespace sluice::channel

#pragma once
/// What a merchant's endpoint has answered, as far as it matters for what comes next. Rules of
/// Standard Webhooks 1.0.0 (github.com/standard-webhooks/standard-webhooks, "Delivery"): only 2xx
/// is success, so that a redirect is a failure; 410 disables the endpoint; 429, 502 and 504 ask for
/// less.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/instant.hpp"

namespace sluice::webhook {

enum class outcome : std::uint8_t {
  taken,
  refused,  ///< any other status
  gone,  ///< 410: there is nobody there any more
  too_busy,  ///< 429, 502, 503, 504
  silent,  ///< no status at all: no connection, none in time, none that can be read
};

/// "too_busy"
[[nodiscard]] std::string_view name_of(outcome o) noexcept;

struct answer {
  outcome what = outcome::silent;
  std::optional<millis> retry_after{};  ///< as it asks for, with any outcome
  int status = 0;  ///< of HTTP; 0: there is none
};

/// `status`: of HTTP.
[[nodiscard]] constexpr outcome outcome_of(int status) noexcept {
  if (status >= 200 && status < 300) return outcome::taken;
  if (status == 410) return outcome::gone;
  const bool asks_for_less = status == 429 || (status >= 502 && status <= 504);
  return asks_for_less ? outcome::too_busy : outcome::refused;
}

}  // namespace sluice::webhook

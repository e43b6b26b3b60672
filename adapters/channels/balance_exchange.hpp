#pragma once
/// What is said when a channel is asked what lies in an account of the merchant's there. Dialects
/// make it (dialect.hpp); `sluice balance` shows it. It is of a moment, and settles nothing.

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "adapters/http/http_client.hpp"
#include "domain/money.hpp"

namespace sluice {

struct account_balance {
  money available{};  ///< what may be spent now
  std::optional<money> pending{};  ///< what will be; nothing: the channel does not say
  std::optional<money> frozen{};  ///< what is there and may not be spent; nothing: as above
  std::optional<money> total{};  ///< all that is there; nothing: as above
};

/// What is there is what may be spent and what may not. Where one of them is not said, so it is.
[[nodiscard]] bool adds_up(const account_balance& said) noexcept;

/// The channel does not tell it, and says so.
struct balance_refused {
  std::string code{};  ///< of the channel, fit for people
};

/// Nothing that can be believed was said.
struct balance_not_told {
  std::string why{};
};

using heard_balance = std::variant<account_balance, balance_refused, balance_not_told>;

/// No answer, or one without a body. Nothing: there is something to read.
[[nodiscard]] std::optional<balance_not_told> without_balance(const http_result& result);

}  // namespace sluice

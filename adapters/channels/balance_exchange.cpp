#include "adapters/channels/balance_exchange.hpp"

#include <tuple>

#include "adapters/channels/answers.hpp"

namespace sluice {

bool adds_up(const account_balance& said) noexcept {
  if (!said.total || !said.frozen) return true;
  const auto& [available, frozen, total] =
      std::tuple{said.available.minor_units, said.frozen->minor_units, said.total->minor_units};
  return available <= total && frozen == total - available;
}

std::optional<balance_not_told> without_balance(const http_result& result) {
  if (auto why = why_nothing_to_read(result)) return balance_not_told{*std::move(why)};
  return std::nullopt;
}

}  // namespace sluice

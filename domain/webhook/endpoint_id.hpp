#pragma once
/// Names an address at which a merchant hears of its orders. Which URL that is, the configuration
/// file alone says: it names where data goes.

#include <compare>
#include <cstdint>
#include <string>

#include "domain/ids.hpp"

namespace sluice::webhook {

struct endpoint_id {
  merchant_id merchant;
  std::string name;  ///< by the rule of names; unique per merchant
  friend auto operator<=>(const endpoint_id&, const endpoint_id&) = default;
};

/// "m1/shop", as people and metrics name it.
[[nodiscard]] inline std::string to_string(const endpoint_id& id) {
  return id.merchant.value() + '/' + id.name;
}

/// Of an event in the log of which it is told (store::sequence).
using position = std::uint64_t;

}  // namespace sluice::webhook

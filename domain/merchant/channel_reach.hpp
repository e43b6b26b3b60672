#pragma once
/// What a channel can do, as far as merchants and routes look at it.

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/policy.hpp"
#include "domain/wallet.hpp"

namespace sluice::merchant {

struct channel_reach {
  channel_id id;
  std::optional<wallet> reaches{};
  std::vector<business_type> business_types{};
  std::vector<currency> currencies{};
  bool is_simulated = false;  ///< no real money moves there; test traffic goes to such ones only
  /// Of ten thousand minor units, what it keeps of a payment: 38 is 0.38 %. Nothing: not said.
  std::optional<std::uint16_t> fee{};
};

}  // namespace sluice::merchant

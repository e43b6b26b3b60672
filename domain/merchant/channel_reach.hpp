#pragma once
/// What a channel can do, as far as merchants and routes look at it.

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/policy.hpp"
#include "domain/rejection.hpp"
#include "domain/wallet.hpp"

namespace sluice::merchant {

struct channel_reach {
  channel_id id;
  std::optional<wallet> reaches{};
  std::vector<business_type> business_types{};
  std::vector<currency> currencies{};
  bool is_simulated = false;  ///< no real money moves there; test traffic goes to such ones only
  std::vector<business_type> agreements_for{};  ///< a payer can sign to be charged so
  std::vector<business_type> signs_while_paying{};  ///< and sign while he pays so
  bool opens_cards = false;  ///< a payer can give his card to the merchant, and open it by a code
};

/// Null: there is no channel of this name.
[[nodiscard]] const channel_reach* find(const std::vector<channel_reach>& all,
                                        const channel_id& id) noexcept;
/// What one hears whose `field` names a channel that there is not.
[[nodiscard]] rejection channel_unknown(std::string field, const channel_id& id,
                                        const std::vector<channel_reach>& all);

}  // namespace sluice::merchant

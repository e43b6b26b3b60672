#pragma once
/// May this merchant ask for this payment, and which channels may serve it? Pure; called by the
/// merchant actor for every new order.

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/ids.hpp"
#include "domain/merchant/life.hpp"
#include "domain/money.hpp"
#include "domain/policy.hpp"
#include "domain/rejection.hpp"
#include "domain/wallet.hpp"

namespace sluice::merchant {

struct rights {
  merchant::life life = life::active;
  std::vector<business_type> business_types{};
  std::vector<channel_id> channels{};  ///< best first
};

/// What a channel can do, as far as routing needs it.
struct channel_reach {
  channel_id id;
  std::optional<wallet> reaches{};
  std::vector<business_type> business_types{};
  std::vector<currency> currencies{};
};

struct payment_wish {
  business_type type;
  currency unit;
  std::string_view payment_code;  ///< empty unless the business type needs one
  std::optional<channel_id> channel{};
};

using route = std::vector<channel_id>;

/// The channels that may be tried, best first; never empty.
[[nodiscard]] std::variant<route, rejection> admit(
    const rights& rights, const std::vector<channel_reach>& channels, const payment_wish& wish);

}  // namespace sluice::merchant

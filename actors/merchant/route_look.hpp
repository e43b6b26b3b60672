#pragma once
/// What an order would get that nobody has sent: the route of an imagined one, and which methods
/// are up. Nothing is claimed and nothing remembered. Asked of a merchant by the front desk.

#include <variant>

#include "actors/engine/messages.hpp"
#include "actors/merchant/merchant_routes.hpp"
#include "domain/merchant/admission.hpp"
#include "domain/merchant/state.hpp"

namespace sluice {

struct route_look {
  token who = 0;
  std::variant<imagine_route, list_methods> ask;
};

/// A merchant as it stands, for one who only looks.
struct merchant_standing {
  const merchant_id& id;
  const merchant::rights& rights;
  const merchant::state& state;
  instant machine_time{};
  const degradation::level_wish* essential = nullptr;  ///< what the engine takes only; null: all
  const std::vector<merchant::channel_reach>& channels;  ///< all there are
  std::uint32_t position = 0;  ///< so many events of its stream say so
};

[[nodiscard]] route_view found_for(const imagine_route& ask, const merchant_standing& now,
                                   merchant_routes& routes, instant at);
[[nodiscard]] method_list found_for(const list_methods& ask, const merchant_standing& now,
                                    merchant_routes& routes, instant at);

}  // namespace sluice

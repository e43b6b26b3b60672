/// The front desk's questions about routes: what an order would get is told by its merchant, and
/// what one got by the historian.

#include "actors/desk/front_desk.hpp"

namespace sluice {

void front_desk_actor::ask_historian(sluice::request& r, decltype(history_wanted::ask) ask) {
  const auto who = expect({.reply_to = std::move(r.reply_to), .order = {}, .id = {}});
  send(*needs_.historian, history_wanted{who, std::move(ask)});
}

void front_desk_actor::look_at_routes(sluice::request& r, const merchant_id& merchant,
                                      decltype(route_look::ask) ask) {
  const auto who = expect({.reply_to = std::move(r.reply_to), .order = {}, .id = {}});
  to_merchants_.put(*needs_.merchants, {merchant, route_look{who, std::move(ask)}});
}

}  // namespace sluice

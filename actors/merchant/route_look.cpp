#include "actors/merchant/route_look.hpp"

#include <algorithm>

#include "base/enumerators.hpp"
#include "domain/merchant/quota.hpp"

namespace sluice {
namespace {

using imagined = merchant_routes::imagined;

/// Why there is no route; nothing: there is one.
std::optional<rejection> why_none(const routing::wish& w, const merchant_standing& now,
                                  const imagined& found) {
  if (auto no = refuse(now.rights, now.channels, w.type, w.channel)) return no;
  if (policy_of(w.type).needs_payment_code && !w.shown)
    return rejection{rejection_code::field_missing, "wallet",
                     "say whose payment code would be shown: wechat, alipay or unionpay"};
  const auto most = ceilings_of(now.state, w.type, now.machine_time);
  if (most.refuses != nullptr) return why_refused(*most.refuses, w.type);
  if (auto no = amount_fault(most, w.type, w.amount)) return no;
  if (!found.chosen.route.empty()) return std::nullopt;
  return refusal_of(w, found.candidates, found.chosen);
}

/// Its list, and whether such an order would wait for its level.
merchant_routes::list_at list_for(const routing::wish& w, const merchant_standing& now) {
  return {
      now.rights.channels, now.position, ceilings_of(now.state, w.type, now.machine_time).is_held};
}

std::vector<channel_view_of_route> told(const imagined& found,
                                        const std::vector<channel_id>& list) {
  std::vector<channel_view_of_route> out;
  out.reserve(found.chosen.why.candidates.size());
  const auto& why = found.chosen.why;
  const auto sentences = words(why, list, found.rules);
  for (std::size_t i = 0; i < why.candidates.size(); ++i)
    out.push_back({.channel = list[i].value(),
                   .found = why.candidates[i],
                   .words = sentences[i],
                   .breaker = {}});
  return out;
}

/// All that the merchant's channels can be told apart by, of this kind of business.
std::vector<routing::wish> ways_to_pay(business_type type, const order_id& nobodys,
                                       const money& amount, const merchant_standing& now,
                                       merchant_routes& routes) {
  std::vector<routing::wish> out;
  const routing::wish plain{
      .order = nobodys, .type = type, .amount = amount, .essential = now.essential};
  const auto& list = now.rights.channels;
  if (policy_of(type).needs_payment_code) {
    for (const auto w : enumerators<wallet>) {
      const auto takes_it = [&](const merchant::channel_reach& c) {
        return c.reaches == w && std::find(list.begin(), list.end(), c.id) != list.end();
      };
      if (std::any_of(now.channels.begin(), now.channels.end(), takes_it))
        out.emplace_back(plain).shown = w;
    }
    return out;
  }
  out.push_back(plain);
  for (auto& method : routes.known_methods(now.id, list))
    out.emplace_back(plain).paid_with = std::move(method);
  return out;
}

}  // namespace

route_view found_for(const imagine_route& ask, const merchant_standing& now,
                     merchant_routes& routes, instant at) {
  const routing::wish w{
      .order = ask.order,
      .type = ask.type,
      .amount = ask.amount,
      .shown = ask.shown,
      .paid_with = ask.paid_with,
      .channel = ask.channel,
      .is_shadow = ask.is_shadow,
      .essential = now.essential};
  auto found = routes.imagine(w, list_for(w, now), at);
  route_view out{.order = ask.order,
                 .channels = told(found, now.rights.channels),
                 .refused = why_none(w, now, found),
                 .merchant_position = now.position,
                 .rules_position = found.chosen.why.rules_position};
  if (!out.refused) out.route = std::move(found.chosen.route);
  return out;
}

method_list found_for(const list_methods& ask, const merchant_standing& now,
                      merchant_routes& routes, instant at) {
  const order_id nobodys{ask.whose, {}};
  method_list out;
  for (const auto type : now.rights.business_types)
    for (const auto& w : ways_to_pay(type, nobodys, ask.amount, now, routes)) {
      auto found = routes.imagine(w, list_for(w, now), at);
      out.all.push_back({.type = w.type,
                         .shown = w.shown,
                         .paid_with = w.paid_with,
                         .why_not = why_none(w, now, found)});
      if (!out.all.back().why_not) out.all.back().channels = std::move(found.chosen.route);
    }
  return out;
}

}  // namespace sluice

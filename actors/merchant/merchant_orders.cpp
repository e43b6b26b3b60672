/// Which of its orders may begin, and where: new ones, and those that were held.

#include "actors/host/entity_host.hpp"
#include "actors/merchant/merchant_entity.hpp"
#include "actors/order/pay_command.hpp"
#include "domain/merchant/admission.hpp"

namespace sluice {

merchant::ceilings merchant_entity::ceilings_of(business_type type) const {
  const auto& s = keeper_.state();
  // What the clock shows is asked only where something hangs on it.
  const bool for_a_while = !s.levels.empty() || !s.levels_by_rule.empty() || !s.promotions.empty();
  return merchant::ceilings_of(s, type, for_a_while ? shared_.clock->machine_time() : instant{});
}

bool merchant_entity::waits_for_reserve(errand& e) {
  const auto* q = std::get_if<create_order>(&e.ask);
  if (q == nullptr || q->is_shadow || !keeper_.is_readable() || keeper_.state().limits.empty())
    return false;
  auto missing =
      spending_.missing(ceilings_of(q->type), {q->type, q->amount, shared_.clock->machine_time()},
                        keeper_.state().reserved);
  if (missing.empty()) return false;
  settings_word<merchant::command> word{.what = merchant::reserve{std::move(missing)}};
  take_word(word);
  if (!keeper_.is_writing()) return false;
  wait_for_write_.push_back(std::move(e));
  return true;
}

std::optional<rejection> merchant_entity::spend(const merchant::ceilings& most,
                                                const merchant::spent_order& o) {
  const auto& reserved = keeper_.state().reserved;
  if (auto no = spending_.fault_of(most, o, reserved)) return no;
  // A day, or a promotion, may have ended since it was looked at.
  if (!spending_.missing(most, o, reserved).empty())
    return rejection{
        rejection_code::busy, "", "a new day begins for this merchant; send it again at once"};
  spending_.add(most, o, reserved);
  return std::nullopt;
}

/// What was said of routes since it was accepted holds for it, too; while they lead nowhere it
/// stays held.
void merchant_entity::let_start(const held_order& h) {
  if (!keeper_.is_readable()) return;
  const auto most = ceilings_of(h.type);
  look_at_rules({.type = h.type, .is_new_order = false, .per_second = most.own_per_second});
  if (!is_ready(h.type, most) && !waits_for_paths(h.type)) return;
  const routing::wish w{
      .order = h.order,
      .type = h.type,
      .amount = h.amount,
      .paid_with = h.paid_with,
      .channel = h.channel,
      .is_shadow = h.is_shadow,
      .essential = level_.in_force()};
  auto said = routes_.find(w, {keeper_.state().channels, keeper_.position()}, home_.now());
  auto* route = std::get_if<merchant_routes::found>(&said);
  if (route == nullptr) return;
  home_.say(shared_.orders->of(h.order),
            order_message{
                .order = h.order,
                .what = order::command{order::start_held{std::move(route->channels), route->why}}});
}

/// Throttled it starts so many a second, together with the new ones.
bool merchant_entity::is_ready(business_type type, const merchant::ceilings& most) {
  if (!may_start(most)) return false;
  const bool is_paced =
      most.is_throttled && quota_.pace(most.commands_per_second, type, home_.now());
  return !is_paced;
}

bool merchant_entity::waits_for_paths(business_type type) {
  const auto& rules = level_rules_.now();
  return !rules.empty() &&
         merchant::waits_for_paths(keeper_.state(), type, rules, shared_.clock->machine_time());
}

/// What a rule wants is a word like a person's: it holds once it is durable, for those that come
/// then.
void merchant_entity::look_at_rules(merchant::sighting seen) {
  const auto& rules = level_rules_.now();
  if (rules.empty()) return;
  seen.are_all_shut = routes_.are_all_shut(seen.type, keeper_.state().channels);
  const auto* rule = watch_.see(rules, id(), seen, home_.now());
  if (rule == nullptr || keeper_.is_writing()) return;
  settings_word<merchant::command> word{
      .what = merchant::follow_rule{.rule = rule->name,
                                    .type = seen.type,
                                    .what = {.to = rule->to, .per_second = rule->per_second},
                                    .holds = rule->holds}};
  take_word(word);
}

/// Whoever has a service's key must not be able to send its payers to a page of his own.
std::optional<rejection> merchant_entity::why_not_sent_back(const payer_details* payer) const {
  const auto domains = shared_.return_domains.find(id());
  if (payer == nullptr || payer->return_url.empty() || domains == shared_.return_domains.end() ||
      leads_to(payer->return_url, domains->second))
    return std::nullopt;
  std::string allowed;
  for (const auto& domain : domains->second) allowed += ' ' + domain + ',';
  return rejection{
      rejection_code::return_url_not_allowed, "return_url",
      "leads to none of the merchant's domains; allowed are" + allowed + " and hosts below them"};
}

order_message merchant_entity::admit_order(create_order& q) {
  const auto rights = rights_of(keeper_.state());
  const auto most = ceilings_of(q.type);
  auto no = refuse(rights, shared_.channels, q.type, q.channel);
  if (!no) no = why_not_sent_back(q.payer.get());
  if (!no && q.agreement && q.channel && !is_charged_by_agreement(q.type))
    no = merchant::refuse_signing(shared_.channels, q.type, *q.channel);
  if (!no) look_at_rules({.type = q.type, .per_second = most.own_per_second});
  merchant_routes::found route;
  if (!no) {
    const routing::wish w{
        .order = q.order,
        .type = q.type,
        .amount = q.amount,
        .shown = wallet_of(q.payment_code.reveal()),
        .paid_with = q.paid_with,
        .channel = q.channel,
        .is_shadow = q.is_shadow,
        .essential = level_.in_force()};
    auto said = routes_.find(w, {rights.channels, keeper_.position(), most.is_held}, home_.now());
    if (auto* refused = std::get_if<rejection>(&said))
      no = std::move(*refused);
    else
      route = std::get<merchant_routes::found>(std::move(said));
  }
  if (!no && most.refuses != nullptr) no = why_refused(*most.refuses, q.type);
  auto too_much = quota_.take(most, q.type, q.amount, home_.now());
  if (!no) no = std::move(too_much);
  std::optional<instant> spends_at;
  if (!no && !q.is_shadow && (most.amount_per_day != 0 || most.amount_per_month != 0)) {
    const merchant::spent_order o{q.type, q.amount, shared_.clock->machine_time()};
    no = spend(most, o);
    if (!no) spends_at = o.machine_time;
  }
  const bool names_channel = q.channel.has_value();
  auto command = pay_command(std::move(q));
  command.route = std::move(route.channels);
  command.explanation = route.why;
  command.is_held = most.is_held;
  command.names_channel = names_channel;
  const auto& asks = risk_rules_.now().asks;
  if (const auto asked = asks.find(command.type); asked != asks.end()) command.risk = asked->second;
  order_message m{.order = command.order,
                  .what = order::command{std::move(command)},
                  .most_open = most.orders_in_flight,
                  .spends_at = spends_at};
  m.unless_known = std::move(no);
  return m;
}

}  // namespace sluice

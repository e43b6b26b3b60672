#include "adapters/api/reply_routes.hpp"

#include "adapters/api/reply_parts.hpp"
#include "base/time_text.hpp"
#include "domain/routing/rule_words.hpp"

namespace sluice::api {
namespace {

void put_condition(const routing::condition& when, v1::RoutingRule& into) {
  for (const auto type : when.business_types) into.add_business_types(std::string(name_of(type)));
  for (const auto& m : when.merchants) into.add_merchants(m.value());
  if (when.unit) into.set_currency(std::string(name_of(*when.unit)));
  if (when.amount_from) into.set_amount_from(*when.amount_from);
  if (when.amount_to) into.set_amount_to(*when.amount_to);
  into.set_paid_with(when.paid_with.text());
  if (when.shown) into.set_wallet(std::string(name_of(*when.shown)));
  if (when.hours) into.set_hours(text_of(*when.hours));
  for (auto& day : routing::names_of_weekdays(when.weekdays)) into.add_weekdays(std::move(day));
  if (when.utc_offset_minutes != 0)
    into.set_utc_offset(routing::text_of_utc_offset(when.utc_offset_minutes));
  if (when.from) into.set_from(rfc3339(*when.from));
  if (when.until) into.set_until(rfc3339(*when.until));
}

void to_proto(const routing::held_rule& from, v1::RoutingRule& into) {
  const auto& r = from.now;
  into.set_rule(r.name);
  put_condition(r.when, into);
  for (const auto& id : r.only) into.add_only(id.value());
  for (const auto& id : r.never) into.add_never(id.value());
  if (r.prefer) into.set_prefer(r.prefer->value());
  if (r.tries) {
    into.set_canary(r.tries->channel.value());
    into.set_canary_share_of_256(r.tries->share_of_256);
  }
  for (const auto& id : r.maintenance) into.add_maintenance(id.value());
  api::to_proto(setting_view{r.name, from.from}, *into.mutable_origin());
}

void to_proto(const channel_view_of_route& from, v1::RouteChannel& into) {
  into.set_channel(from.channel);
  into.set_verdict(std::string(name_of(from.found.what)));
  into.set_good(from.found.good);
  into.set_counted(from.found.counted);
  into.set_score(from.found.score);
  into.set_words(from.words);
  into.set_breaker(from.breaker);
}

void to_proto(const method_view& from, v1::Method& into) {
  into.set_business_type(std::string(name_of(from.type)));
  if (from.shown) into.set_wallet(std::string(name_of(*from.shown)));
  into.set_paid_with(from.paid_with.text());
  into.set_is_up(!from.why_not.has_value());
  for (const auto& id : from.channels) into.add_channels(id.value());
  if (from.why_not) api::to_proto(*from.why_not, *into.mutable_why_not());
}

}  // namespace

void to_proto(const rulebook_view& from, v1::Rulebook& into) {
  for (const auto& rule : from.rules) to_proto(rule, *into.add_rules());
  const auto& how = from.how;
  into.set_leader_stays_ms(how.leader_stays.count());
  into.set_better_by_of_10000(how.better_by_of_10000);
  into.set_explore_per_mille(how.explore_per_mille);
  if (how.explore_up_to) {
    into.set_explore_up_to_minor(how.explore_up_to->minor_units);
    into.set_explore_currency(std::string(name_of(how.explore_up_to->unit)));
  }
  for (const auto& m : how.never_explore) into.add_never_explore(m.value());
  for (const auto& fee : how.fees) {
    auto& told = *into.add_fees();
    told.set_channel(fee.channel.value());
    told.set_of_10000(fee.of_10000);
  }
  into.set_position(from.position);
}

void to_proto(const route_view& from, v1::RouteExplanation& into) {
  into.set_merchant(from.order.merchant.value());
  into.set_order_no(from.order.number.value());
  into.set_accepted_at(time_or_nothing(from.accepted_at));
  for (const auto& id : from.route) into.add_route(id.value());
  for (const auto& c : from.channels) to_proto(c, *into.add_channels());
  into.set_left_out(from.left_out);
  for (const auto& sentence : from.attempts) into.add_attempts(sentence);
  into.set_unexplained(from.unexplained);
  if (from.refused) to_proto(*from.refused, *into.mutable_refused());
  into.set_merchant_position(from.merchant_position);
  into.set_rules_position(from.rules_position);
}

void to_proto(const method_list& from, v1::MethodList& into) {
  for (const auto& method : from.all) to_proto(method, *into.add_methods());
}

}  // namespace sluice::api

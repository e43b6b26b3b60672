#include "domain/routing/rule_fault.hpp"

#include <algorithm>

#include "domain/routing/rule_words.hpp"

namespace sluice::routing {
namespace {

using fault = std::optional<rejection>;

rejection invalid(std::string field, std::string message) {
  return {rejection_code::rule_invalid, std::move(field), std::move(message)};
}
rejection never_holds(std::string field, std::string message) {
  return {rejection_code::rule_never_holds, std::move(field), std::move(message)};
}
rejection contradicts(std::string field, std::string message) {
  return {rejection_code::rule_contradicts, std::move(field), std::move(message)};
}

// -- values --------------------------------------------------------------------------------------

fault amount_fault(std::string field, const condition& when, std::optional<std::int64_t> amount) {
  if (!amount) return std::nullopt;
  if (*amount < 1 || *amount > max_amount_minor)
    return invalid(std::move(field), "must be 1 to " + std::to_string(max_amount_minor));
  if (!when.unit)
    return invalid("currency", "an amount needs the currency in which it is meant, such as CNY");
  return std::nullopt;
}

fault time_fault(const condition& when) {
  constexpr int minutes_of_day = 24 * 60;
  constexpr int furthest = 14 * 60;
  constexpr unsigned all_days = 0x7f;
  if (when.hours && (when.hours->from >= minutes_of_day || when.hours->to >= minutes_of_day))
    return invalid("hours", "must be " + std::string(hours_rule));
  if (when.weekdays > all_days)
    return invalid("weekdays", "must be some of mon, tue, wed, thu, fri, sat, sun");
  if (when.utc_offset_minutes < -furthest || when.utc_offset_minutes > furthest)
    return invalid("utc_offset", "must be " + std::string(utc_offset_rule));
  return std::nullopt;
}

fault channel_fault(std::string field, const channel_id& id, const rule_surroundings& around) {
  if (merchant::find(around.channels, id) != nullptr) return std::nullopt;
  return merchant::channel_unknown(std::move(field), id, around.channels);
}

fault channels_fault(const rule& r, const rule_surroundings& around) {
  fault f;
  for (const auto& id : r.only)
    if ((f = channel_fault("only", id, around))) return f;
  for (const auto& id : r.never)
    if ((f = channel_fault("never", id, around))) return f;
  for (const auto& id : r.maintenance)
    if ((f = channel_fault("maintenance", id, around))) return f;
  if (r.prefer && (f = channel_fault("prefer", *r.prefer, around))) return f;
  if (r.tries && r.tries->channel.value().empty())
    return invalid("canary_share_of_256", "is given without canary: of which channel?");
  if (r.tries) f = channel_fault("canary", r.tries->channel, around);
  return f;
}

fault values_fault(const rule& r, const rule_surroundings& around) {
  if (!is_name(r.name)) return invalid("rule", "must be " + std::string(name_rule));
  fault f;
  static_cast<void>((f = amount_fault("amount_from", r.when, r.when.amount_from)) ||
                    (f = amount_fault("amount_to", r.when, r.when.amount_to)) ||
                    (f = time_fault(r.when)) || (f = channels_fault(r, around)));
  if (f) return f;
  if (r.tries && (r.tries->share_of_256 < 1 || r.tries->share_of_256 > 256))
    return invalid("canary_share_of_256", "must be 1 to 256");
  if (r.only.empty() && r.never.empty() && !r.prefer && !r.tries && r.maintenance.empty())
    return invalid("",
                   "the rule does nothing; name at least one of only, never, prefer, canary, "
                   "maintenance");
  return std::nullopt;
}

// -- a rule that no payment can meet -------------------------------------------------------------

bool shows_codes(business_type type) { return policy_of(type).needs_payment_code; }

fault never_holds_fault(const condition& when) {
  if (when.amount_from && when.amount_to && *when.amount_from > *when.amount_to)
    return never_holds("amount_to", "is below amount_from: no amount lies between them");
  if (when.hours && when.hours->from == when.hours->to)
    return never_holds("hours", "ends when it begins; leave it out for the whole day");
  if (when.from && when.until && *when.until <= *when.from)
    return never_holds("until", "must be later than from: the rule ends before it begins");
  const auto& types = when.business_types;
  if (when.shown && !types.empty() && std::none_of(types.begin(), types.end(), shows_codes))
    return never_holds("wallet",
                       "none of its business types shows the code of a wallet; add payment_code "
                       "or leave wallet out");
  return std::nullopt;
}

// -- a rule against itself -----------------------------------------------------------------------

fault contradiction(const rule& r, const rule_surroundings& around) {
  const auto is_taken = [&](const channel_id& id) { return takes_away(r, id) || is_away(r, id); };
  const auto is_gone = [&](const channel_id& id) { return takes_away(r, id); };
  if (!r.only.empty() && std::all_of(r.only.begin(), r.only.end(), is_taken))
    return contradicts(
        r.never.empty() ? "maintenance" : "never", "takes away every channel that only allows");
  if (r.prefer && is_taken(*r.prefer))
    return contradicts("prefer", "the rule takes " + r.prefer->value() + " away");
  if (r.tries && is_taken(r.tries->channel))
    return contradicts("canary", "the rule takes " + r.tries->channel.value() + " away");
  for (const auto& m : r.when.merchants) {
    const auto list = around.lists.find(m);
    if (list != around.lists.end() &&
        std::all_of(list->second.begin(), list->second.end(), is_gone))
      return contradicts("merchants", "the rule leaves " + m.value() + " no channel of its list");
  }
  return std::nullopt;
}

}  // namespace

std::optional<rejection> fault_of(const rule& r, const rule_surroundings& around) {
  fault f;
  static_cast<void>((f = values_fault(r, around)) || (f = never_holds_fault(r.when)) ||
                    (f = contradiction(r, around)));
  return f;
}

std::optional<rejection> fault_of(const tuning& t, const rule_surroundings& around) {
  constexpr millis longest{600'000};
  constexpr std::uint16_t most_better = 1000;
  constexpr std::uint16_t most_explored = 300;
  constexpr std::uint16_t most_fee = 10'000;
  if (t.leader_stays < millis{0} || t.leader_stays > longest)
    return invalid("leader_stays", "must be 0 s to 10 min");
  if (t.better_by_of_10000 > most_better) return invalid("better_by_of_10000", "must be 0 to 1000");
  if (t.explore_per_mille > most_explored) return invalid("explore_per_mille", "must be 0 to 300");
  if (t.explore_per_mille > 0 && !t.explore_up_to)
    return invalid("explore_up_to_minor",
                   "say up to which amount orders may be used to explore, and its currency");
  if (t.explore_up_to &&
      (t.explore_up_to->minor_units < 1 || t.explore_up_to->minor_units > max_amount_minor))
    return invalid("explore_up_to_minor", "must be 1 to " + std::to_string(max_amount_minor));
  for (const auto& fee : t.fees) {
    if (auto f = channel_fault("fees", fee.channel, around)) return f;
    if (fee.of_10000 > most_fee) return invalid("fees", "must be 0 to 10000, of ten thousand");
  }
  return std::nullopt;
}

}  // namespace sluice::routing

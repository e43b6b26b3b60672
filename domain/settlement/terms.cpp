#include "domain/settlement/terms.hpp"

#include <string>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"
#include "domain/money.hpp"

namespace sluice::settlement {
namespace {

using refused = std::optional<rejection>;

refused beyond(std::string field, std::int64_t value, std::int64_t least, std::int64_t most) {
  if (value >= least && value <= most) return std::nullopt;
  auto sentence = field + " is " + std::to_string(value) + "; it must be " + std::to_string(least) +
                  " to " + std::to_string(most);
  return rejection{rejection_code::setting_out_of_range, std::move(field), std::move(sentence)};
}

refused contradicts(std::string field, std::string_view what) {
  auto sentence = field + ' ' + std::string(what);
  return rejection{rejection_code::setting_contradicts, std::move(field), std::move(sentence)};
}

refused fault_in_range(const terms& t) {
  refused f;
  static_cast<void>(
      (f = beyond("cycle", t.when.days, 0, most_cycle_days)) ||
      (f = beyond("least_minor", t.least_minor, 0, max_amount_minor)) ||
      (t.most_minor && (f = beyond("most_minor", *t.most_minor, 1, max_amount_minor))) ||
      (f = beyond("retained_minor", t.retained_minor, 0, max_amount_minor)) ||
      (f = beyond("reserve_parts_per_million", t.reserve.parts_per_million, 0, 1'000'000)) ||
      (f = beyond("reserve_days", t.reserve.days, 0, most_reserve_days)) ||
      (f = beyond("advance_limit_minor", t.advance_limit_minor, 0, max_amount_minor)));
  return f;
}

}  // namespace

refused fault_in(const terms& t) {
  if (auto f = fault_in_range(t)) return f;
  if (t.most_minor && *t.most_minor < t.least_minor)
    return contradicts("most_minor", "is less than least_minor: no payout would be allowed");
  if (t.reserve.parts_per_million > 0 && t.reserve.days == 0)
    return contradicts("reserve_days", "is 0: the reserve would be kept for no time");
  if (t.reserve.parts_per_million == 0 && t.reserve.days > 0)
    return contradicts("reserve_days", "is above 0, but reserve_parts_per_million keeps nothing");
  const bool advances = t.shortage == when_short::advance;
  if (advances && t.advance_limit_minor == 0)
    return contradicts("advance_limit_minor", "is 0, but something is to be advanced");
  if (!advances && t.advance_limit_minor > 0)
    return contradicts("advance_limit_minor", "is above 0, but nothing is to be advanced");
  return std::nullopt;
}

std::string_view name_of(when_short w) noexcept {
  switch (w) {
    case when_short::refuse: return "refuse";
    case when_short::reserve: return "reserve";
    case when_short::advance: return "advance";
  }
  broken_invariant("everything that is done about a shortage has a name", __FILE__, __LINE__);
}

std::string_view name_of(begun_by b) noexcept {
  switch (b) {
    case begun_by::schedule: return "schedule";
    case begun_by::person: return "person";
  }
  broken_invariant("everything that begins a settlement has a name", __FILE__, __LINE__);
}

std::optional<when_short> when_short_from_name(std::string_view name) noexcept {
  for (const auto w : enumerators<when_short>)
    if (name_of(w) == name) return w;
  return std::nullopt;
}

std::optional<begun_by> begun_by_from_name(std::string_view name) noexcept {
  for (const auto b : enumerators<begun_by>)
    if (name_of(b) == name) return b;
  return std::nullopt;
}

}  // namespace sluice::settlement

#include "domain/settlement/plan.hpp"

#include <algorithm>
#include <optional>

#include "base/invariant.hpp"
#include "domain/contract/fee.hpp"
#include "domain/ledger/day.hpp"

namespace sluice::settlement {
namespace {

struct dated {
  lot what;
  day_number due;
};

// -- may these amounts be ------------------------------------------------------------------------

/// Adds them up: whatever the plan adds later is less.
class sum_of_all {
 public:
  void take(std::int64_t minor, const std::string& name) {
    if (fault_) return;
    if (minor < 0)
      fault_ = {name + " is " + std::to_string(minor) + " minor units; it must be 0 or more"};
    else if (__builtin_add_overflow(sum_, minor, &sum_))
      fault_ = {"with " + name + " all amounts together are more than can be counted"};
  }
  [[nodiscard]] std::optional<impossible_standing> fault() && { return std::move(fault_); }

 private:
  std::int64_t sum_ = 0;
  std::optional<impossible_standing> fault_{};
};

std::optional<impossible_standing> fault_in(const standing& s) {
  sum_of_all sum;
  sum.take(s.debt, "the debt");
  sum.take(s.available, "what is available");
  for (const auto& one : s.pending)
    sum.take(one.minor, "what was earned on " + ledger::text_of(one.earned_on));
  for (const auto& one : s.reserve)
    sum.take(one.minor, "the reserve until " + ledger::text_of(one.until));
  return std::move(sum).fault();
}

// -- what becomes available
// ------------------------------------------------------------------------

/// Of those that are due, with their days; the others stay, and those that nobody can date are
/// told.
std::vector<dated> due_lots(const standing& s, const cycle& c, const calendar& known,
                            day_number today, std::vector<undated>& undated_lots) {
  std::vector<dated> out;
  for (const auto& one : s.pending) {
    if (one.minor == 0) continue;
    const auto due = due_day(one.earned_on, c, known);
    if (const auto* no = std::get_if<unknown_year>(&due))
      undated_lots.push_back({one, *no});
    else if (const auto day = std::get<day_number>(due); day <= today)
      out.push_back({one, day});
  }
  std::ranges::stable_sort(
      out, {}, [](const dated& d) { return std::pair{d.due, d.what.earned_on}; });
  return out;
}

std::vector<kept> over_reserve(const standing& s, day_number today) {
  std::vector<kept> out;
  for (const auto& one : s.reserve)
    if (one.minor > 0 && one.until <= today) out.push_back(one);
  std::ranges::stable_sort(out, {}, &kept::until);
  return out;
}

std::int64_t pay_back(std::int64_t& debt, std::int64_t with) noexcept {
  const auto paid = std::min(debt, with);
  debt -= paid;
  return paid;
}

void release(const kept& one, plan& into) {
  released out{.what = one, .to_debt = pay_back(into.debt, one.minor)};
  out.to_available = one.minor - out.to_debt;
  into.reserved -= one.minor;
  into.available += out.to_available;
  into.reserve.push_back(out);
}

void mature(const dated& one, const reserve_terms& keeps, plan& into) {
  matured out{.what = one.what, .due = one.due, .to_debt = pay_back(into.debt, one.what.minor)};
  const auto rest = one.what.minor - out.to_debt;
  out.to_reserve = contract::fee_of(rest, {.parts_per_million = keeps.parts_per_million});
  out.to_available = rest - out.to_reserve;
  if (out.to_reserve > 0) out.kept_until = one.due + static_cast<day_number>(keeps.days);
  into.reserved += out.to_reserve;
  into.available += out.to_available;
  into.lots.push_back(out);
}

// -- what is settled
// ---------------------------------------------------------------------------------

settled all_left(std::int64_t available, const terms& t, why_left because) {
  const bool any = available > t.retained_minor;
  return {.left = available, .because = any ? because : why_left::nothing_is};
}

settled settle(const plan& p, const terms& t, const calendar& known, day_number today) {
  if (p.debt > 0) return all_left(p.available, t, why_left::in_debt);
  if (t.begins == begun_by::person) return all_left(p.available, t, why_left::by_person);
  const auto pays = settles_on(today, t.when, known);
  if (std::holds_alternative<unknown_year>(pays))
    return all_left(p.available, t, why_left::year_unknown);
  if (!std::get<bool>(pays)) return all_left(p.available, t, why_left::day_off);
  return payouts_of(p.available, t);
}

}  // namespace

std::variant<plan, impossible_standing> plan_of(const standing& s, const terms& t,
                                                const calendar& known, day_number today) {
  if (auto no = fault_in(s)) return *std::move(no);
  plan out{.available = s.available, .debt = s.debt};
  for (const auto& one : s.reserve) out.reserved += one.minor;

  const auto lots = due_lots(s, t.when, known, today, out.undated_lots);
  const auto over = over_reserve(s, today);
  auto next_lot = lots.begin();
  for (const auto& one : over) {
    for (; next_lot != lots.end() && next_lot->due < one.until; ++next_lot)
      mature(*next_lot, t.reserve, out);
    release(one, out);
  }
  for (; next_lot != lots.end(); ++next_lot) mature(*next_lot, t.reserve, out);

  out.settles = settle(out, t, known, today);
  return out;
}

settled payouts_of(std::int64_t available, const terms& t) {
  settled out{.left = available};
  auto rest = available - std::min(available, t.retained_minor);
  while (rest > 0 && rest >= t.least_minor && out.payouts.size() < most_payouts) {
    out.payouts.push_back(std::min(rest, t.most_minor.value_or(rest)));
    rest -= out.payouts.back();
    out.left -= out.payouts.back();
  }
  if (rest > 0)
    out.because = rest < t.least_minor ? why_left::below_least : why_left::too_many_payouts;
  return out;
}

std::string_view says(why_left w) noexcept {
  switch (w) {
    case why_left::nothing_is: return "nothing is left but what is retained";
    case why_left::in_debt: return "nothing is settled before all is paid back that was advanced";
    case why_left::day_off: return "nothing is settled on a day off";
    case why_left::year_unknown: return "there is no calendar that says whether this day settles";
    case why_left::by_person: return "a person settles it, not the schedule";
    case why_left::below_least: return "what is left is less than the minimum, and waits for more";
    case why_left::too_many_payouts: return "it would be too many payouts for one day";
  }
  broken_invariant("every reason has a sentence", __FILE__, __LINE__);
}

std::string_view name_of(why_left w) noexcept {
  switch (w) {
    case why_left::nothing_is: return "nothing_is";
    case why_left::in_debt: return "in_debt";
    case why_left::day_off: return "day_off";
    case why_left::year_unknown: return "year_unknown";
    case why_left::by_person: return "by_person";
    case why_left::below_least: return "below_least";
    case why_left::too_many_payouts: return "too_many_payouts";
  }
  broken_invariant("every reason has a name", __FILE__, __LINE__);
}

}  // namespace sluice::settlement

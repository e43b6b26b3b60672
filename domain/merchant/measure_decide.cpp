#include "domain/merchant/measure_decide.hpp"

#include <algorithm>

#include "base/time_text.hpp"
#include "domain/merchant/ceilings.hpp"
#include "domain/until.hpp"

namespace sluice::merchant {
namespace {

using fault = std::optional<rejection>;

fault fault_of(const level_wish& w, instant asked_at) {
  if ((w.to == level::throttled) != (w.per_second != 0))
    return rejection{rejection_code::level_unclear, "per_second",
                     "per_second goes with throttled, and throttled with it: 1 to " +
                         std::to_string(most_per_second) + " new orders a second"};
  if (w.to == level::normal && w.until)
    return rejection{rejection_code::until_invalid, "until",
                     "until is the end of throttled, accept_only or refuse; normal has none"};
  return fault_of_end(w.until, asked_at);
}

fault fault_of(const promotion_wish& w, instant asked_at) {
  if ((w.times == 1) != !w.until || (w.times == 1 && w.from))
    return rejection{rejection_code::until_invalid, "until",
                     "a promotion has an end; times 1, which ends one, has neither from nor "
                     "until"};
  if (w.from && w.until && *w.from >= *w.until)
    return rejection{rejection_code::until_invalid, "from",
                     "from must lie before until; it is " + rfc3339(*w.from) + ", and until is " +
                         rfc3339(*w.until)};
  return fault_of_end(w.until, asked_at);
}

template <class Wish>
bool is_so_already(const measures<Wish>& all, business_type type, const Wish& wanted) {
  const auto known = all.find(type);
  return known == all.end() ? wanted == Wish{} : known->second.what == wanted;
}

template <class Wish>
measure_decision decide_about(const state& s, const measures<Wish>& all,
                              const measure_wanted<Wish>& w, const merchant_id& id) {
  if (!exists(s))
    return rejection{
        rejection_code::merchant_unknown, "merchant", "there is no merchant of this name"};
  if (auto f = fault_of(w.what, w.asked_at)) return *std::move(f);
  const auto is_so = [&](business_type type) { return is_so_already(all, type, w.what); };
  const bool nothing_new =
      w.type ? is_so(*w.type)
             : std::ranges::all_of(business_policies, is_so, &business_policy::type);
  if (nothing_new) return std::vector<event>{};
  return std::vector<event>{measure_taken<Wish>{id, w.type, w.what, w.who}};
}

bool ends_before(const level_wish& one, const level_wish& other) {
  return one.until && (!other.until || *one.until < *other.until);
}

bool is_worth_saying(const state& s, const follow_rule& f, const level_wish& wanted) {
  const auto* person = in_force(s.levels, f.type, f.asked_at);
  if (person != nullptr && !is_harder(wanted, person->what) && !ends_before(person->what, wanted))
    return false;
  const auto* rule = in_force(s.levels_by_rule, f.type, f.asked_at);
  if (rule == nullptr || is_harder(wanted, rule->what)) return true;
  return !is_harder(rule->what, wanted) && *rule->what.until < f.asked_at + f.holds / 2;
}

}  // namespace

measure_decision decide_measure(const state& s, const degrade& d, const merchant_id& id) {
  return decide_about(s, s.levels, d, id);
}

measure_decision decide_measure(const state& s, const follow_rule& f, const merchant_id& id) {
  if (!exists(s)) return std::vector<event>{};
  auto wanted = f.what;
  wanted.until = f.asked_at + f.holds;
  if (!is_worth_saying(s, f, wanted)) return std::vector<event>{};
  return std::vector<event>{degraded{id, f.type, wanted, by_rule{f.rule}}};
}

measure_decision decide_measure(const state& s, const promote& p, const merchant_id& id) {
  return decide_about(s, s.promotions, p, id);
}

}  // namespace sluice::merchant

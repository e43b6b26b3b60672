#include "domain/merchant/spending.hpp"

#include <algorithm>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"
#include "base/time_text.hpp"

namespace sluice::merchant {
namespace {

/// So many blocks make a limit: each costs an event, and a restart may lose one.
constexpr std::int64_t blocks = 64;

std::int64_t limit_of(const ceilings& most, period p) {
  switch (p) {
    case period::day: return most.amount_per_day;
    case period::month: return most.amount_per_month;
  }
  broken_invariant("every period has a limit", __FILE__, __LINE__);
}

/// Calls visit(period, limit, name, number) for each limit that there is.
template <class Visit>
void each_limit(const ceilings& most, const spent_order& o, const Visit& visit) {
  for (const auto p : enumerators<period>)
    if (const auto limit = limit_of(most, p); limit != 0)
      visit(limit, amount_name{o.type, o.amount.unit, p}, number_of(p, o.machine_time));
}

rejection too_much(const amount_name& name, std::int64_t limit, std::int64_t used,
                   std::int64_t number) {
  const auto unit = ' ' + std::string(name_of(name.unit));
  return {rejection_code::limit_exceeded, "amount_minor",
          "orders of this merchant by " + std::string(name_of(name.type)) + " may come to " +
              std::to_string(limit) + unit + " minor units a " + std::string(name_of(name.of)) +
              ", and " + std::to_string(used) + " count as used; send it again from " +
              rfc3339(end_of(name.of, number)) + " on"};
}

}  // namespace

spending::sum spending::sum_of(const amount_name& name, std::int64_t number,
                               const reserved_amounts& reserved) const {
  if (const auto known = sums_.find(name); known != sums_.end() && known->second.number == number)
    return known->second;
  const auto before = reserved.find(name);
  const bool is_same = before != reserved.end() && before->second.number == number;
  return {number, is_same ? before->second.up_to : 0};
}

std::optional<rejection> spending::fault_of(const ceilings& most, const spent_order& o,
                                            const reserved_amounts& reserved) const {
  std::optional<rejection> no;
  each_limit(most, o, [&](std::int64_t limit, const amount_name& name, std::int64_t number) {
    const auto used = sum_of(name, number, reserved).minor;
    if (!no && o.amount.minor_units > limit - used) no = too_much(name, limit, used, number);
  });
  return no;
}

reserved_amounts spending::missing(const ceilings& most, const spent_order& o,
                                   const reserved_amounts& reserved) {
  reserved_amounts out;
  if (fault_of(most, o, reserved)) return out;
  each_limit(most, o, [&](std::int64_t limit, const amount_name& name, std::int64_t number) {
    // From here on the sum is known, whatever is reserved next.
    const auto used = sums_[name] = sum_of(name, number, reserved);
    const auto needed = used.minor + o.amount.minor_units;
    if (covers(reserved, name, {number, needed})) return;
    const auto block = std::max<std::int64_t>(limit / blocks, 1);
    out[name] = {number, std::min(limit, std::max(needed, used.minor + block))};
  });
  return out;
}

void spending::add(const ceilings& most, const spent_order& o, const reserved_amounts& reserved) {
  each_limit(most, o, [&](std::int64_t, const amount_name& name, std::int64_t number) {
    auto now = sum_of(name, number, reserved);
    now.minor += o.amount.minor_units;
    SLUICE_INVARIANT(covers(reserved, name, {number, now.minor}));
    sums_[name] = now;
  });
}

void spending::take_back(const spent_order& o) {
  for (const auto p : enumerators<period>) {
    const auto known = sums_.find({o.type, o.amount.unit, p});
    if (known == sums_.end() || known->second.number != number_of(p, o.machine_time)) continue;
    known->second.minor = std::max<std::int64_t>(known->second.minor - o.amount.minor_units, 0);
  }
}

}  // namespace sluice::merchant

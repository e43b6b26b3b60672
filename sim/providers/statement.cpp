#include "sim/providers/statement.hpp"

#include <algorithm>

#include "sim/providers/provider.hpp"

namespace sluice::sim {

statement provider::moved_in(span_of_time span) const {
  statement all;
  const auto add = [&](movement_kind kind, const trade& t, instant at, std::int64_t minor_units,
                       const refund* of = nullptr) {
    if (at < span.from || at >= span.until) return;
    all.push_back({.moved = {.kind = kind,
                             .at = at,
                             .channel = settings_.channel,
                             .key = t.key,
                             .refund_key = of != nullptr ? of->key : std::string{},
                             .amount = {minor_units, t.amount.unit},
                             .reference = of != nullptr ? of->reference : t.reference},
                   .about = t});
  };
  for (const auto& [key, t] : trades_) {
    if (is_hold(t)) continue;  // nothing of it was the merchant's
    if (t.paid) add(movement_kind::paid, t, *t.paid, t.amount.minor_units);
    for (const auto& r : t.refunds)
      if (r.done) add(movement_kind::refunded, t, r.at, r.amount.minor_units, &r);
    if (t.given_back_minor > 0) add(movement_kind::given_back, t, t.changed, t.given_back_minor);
  }
  std::ranges::stable_sort(all, {}, [](const statement_line& one) { return one.moved.at; });
  return all;
}

}  // namespace sluice::sim

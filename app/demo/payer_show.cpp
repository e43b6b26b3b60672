#include "app/demo/payer_show.hpp"

#include <algorithm>

namespace sluice::demo {
namespace {

constexpr std::size_t payers_per_second = 30;

}  // namespace

payer_show::payer_show(asker& over, std::uint64_t seed)
    : shops_({.seed = seed,
              .orders = payer_orders,
              .orders_per_second = payers_per_second,
              .plan = plan_payer_order},
             over) {}

void payer_show::turn(millis limit) {
  shops_.turn(limit);
  for (const auto& r : shops_.records())
    if (!r.seen.payer_action.empty() && told_.insert(r.plan.order_no).second)
      payer_.act_on(r.seen.payer_action, r.seen.payer_action_content);
}

payers_shown payer_show::found() const {
  const auto& all = shops_.records();
  const auto count = [&](auto such) {
    return static_cast<std::size_t>(std::ranges::count_if(all, such));
  };
  return {.orders = all.size(),
          .told_what_to_do = told_.size(),
          .paid = count([](const order_record& r) { return r.seen.state == "paid"; }),
          .captured = count([](const order_record& r) {
            return r.seen.captured_minor > 0 && r.seen.captured_minor < r.seen.amount_minor;
          }),
          .let_go = count([](const order_record& r) {
            return r.plan.next == errand::release && r.seen.state == "revoked";
          })};
}

}  // namespace sluice::demo

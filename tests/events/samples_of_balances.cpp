// What is decided about merchants' money with us.

#include <limits>

#include "tests/events/sample_parts.hpp"

namespace sluice::samples {

std::vector<sample> of_balances() {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  const merchant_id m1{"m1"};
  const order_id order{m1, order_no{"A-1001"}};
  const refund_no refund{"R-1"};
  const refund_hold of_lot{.settled = 4000, .fee_back = 24, .lot = 20'455, .from_lot = 3976};
  const refund_hold of_both{most, most, std::numeric_limits<std::int32_t>::max(), most, most};
  const balance::settlement_no first{1};
  return {
      {"money_held", balance::money_held{order, refund, currency::cny, of_lot, 4711}},
      {"money_held_most", balance::money_held{order, refund, currency::jpy, of_both, ~0ULL}},
      {"hold_ended", balance::hold_ended{order, refund, 4712}},
      {"hold_ended_let_go", balance::hold_ended{order, refund, std::nullopt}},
      {"lot_matured", balance::lot_matured{currency::cny, {20'455, 9940}, 4711, li()}},
      {"settlement_requested", balance::settlement_requested{first, {9940, currency::cny}, li()}},
      {"settlement_paid",
       balance::settlement_ended{
           first, {9940, currency::cny}, balance::settlement_end::paid, "B-20260105-17", li()}},
      {"settlement_not_paid",
       balance::settlement_ended{
           first, {9940, currency::cny}, balance::settlement_end::not_paid, {}, li()}},
      {"refund_requested_of_money_kept",
       order::refund_requested{.refund = refund,
                               .attempt = attempt_no{1},
                               .amount = {4000, currency::cny},
                               .body = ordinary_body,
                               .key = channel_key{"3QKX"},
                               .hold = of_lot}},
      {"proposal_made_about_settlement",
       proposed(settle_merchant{m1, {currency::cny, 20'455, li()}}, "balance/m1")},
      {"proposal_made_about_end_of_settlement",
       proposed(resolve_settlement{m1, {first, balance::settlement_end::returned, "B-18", li()}},
                "balance/m1")},
  };
}

}  // namespace sluice::samples

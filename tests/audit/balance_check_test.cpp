// An audit of merchants' balances: what was decided follows from what was decided before, and no
// refund takes money that was not kept for it.
#include "audit/verify.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

namespace sluice::test::balance_check_test {
namespace {

using tests::a;
using tests::one;
using tests::scribe;

const refund_no r1{"r1"};
const refund_hold five{.settled = 500, .fee_back = 3, .lot = 20'455, .from_lot = 497};

/// A settled merchant's order of 12.50 that is paid.
struct paid : scribe {
  paid() {
    const contract::event ours = contract::agreed{
        .with = {contract::side::merchant, "m1"},
        .version = 1,
        .terms = {.owner = contract::account_owner::us,
                  .rows = {{.by = {.parts_per_million = 6000}}}},
        .who = {"li.wei", "signed"}};
    write_raw(contract_stream(), encode(ours, {"cmd", ""}, now));
    write(a, tests::begun(a));
    write(a, tests::succeeded());
  }
  void decide(const balance::event& e) {
    write_raw(balance_stream(a.merchant), encode(e, {"cmd", ""}, now));
  }
  void refund(const refund_hold& hold) {
    write(a, {order::refund_requested{.refund = r1,
                                      .attempt = one,
                                      .amount = {500, currency::cny},
                                      .key = channel_key{"k-r1"},
                                      .hold = hold}});
  }
  [[nodiscard]] std::uint64_t problems() const { return verify(*log).problems_found; }
};

balance::event kept(const refund_hold& what) {
  return balance::money_held{a, r1, currency::cny, what, 6};
}

}  // namespace

TEST_CASE("a refund that takes what was kept for it is as it should be") {
  paid w;
  w.decide(kept(five));
  w.refund(five);
  CHECK(w.problems() == 0);
  w.decide(balance::hold_ended{a, r1, 7});
  CHECK(w.problems() == 0);
}

TEST_CASE("a refund that takes other money than was kept for it is found") {
  auto more = five;
  more.from_lot += 1;
  paid w;
  w.decide(kept(five));
  w.refund(more);
  CHECK(w.problems() == 1);
  paid none;
  none.refund(five);
  CHECK(none.problems() == 1);
  paid late;
  late.decide(kept(five));
  late.decide(balance::hold_ended{a, r1, std::nullopt});
  late.refund(five);
  CHECK(late.problems() == 1);
}

TEST_CASE("a decision that cannot follow is found") {
  paid w;
  w.decide(kept(five));
  w.decide(kept(five));
  CHECK(w.problems() == 1);
  paid ends;
  ends.decide(balance::settlement_ended{
      balance::settlement_no{1}, {100, currency::cny}, balance::settlement_end::paid, "B", {}});
  CHECK(ends.problems() == 1);
}

}  // namespace sluice::test::balance_check_test

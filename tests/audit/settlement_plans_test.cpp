// What of merchants' money would be settled, by the books of a log.
#include "audit/settlement_plans.hpp"

#include "tests/catch.hpp"

namespace sluice::test::settlement_plans_test {
namespace {

using ledger::account_kind;

/// Of that many sides of an account, and the same the other way round.
ledger::journal earned(const std::string& merchant, ledger::day_number day, std::int64_t minor,
                       currency unit = currency::cny) {
  ledger::journal j;
  j.unit = unit;
  j.postings = {{{account_kind::clearing, "wechat", day}, minor},
                {{account_kind::pending, merchant, day}, -minor}};
  return j;
}

}  // namespace

TEST_CASE("a merchant stands as its pending accounts do, in each currency by itself") {
  ledger::books all;
  all.post(earned("m2", 20'000, 700));
  all.post(earned("m1", 20'001, 500));
  all.post(earned("m1", 20'000, 300));
  all.post(earned("m1", 20'000, 40));
  all.post(earned("m1", 20'000, 9, currency::hkd));
  const auto found = standings_in(all);
  REQUIRE(found.size() == 3);
  CHECK(found[0].merchant == "m1");
  CHECK(found[0].unit == currency::cny);
  CHECK(found[0].stands.pending == std::vector<settlement::lot>{{20'000, 340}, {20'001, 500}});
  CHECK(found[0].stands.available == 0);
  CHECK(found[1].unit == currency::hkd);
  CHECK(found[1].stands.pending == std::vector<settlement::lot>{{20'000, 9}});
  CHECK(found[2].merchant == "m2");
  CHECK(found[2].stands.pending == std::vector<settlement::lot>{{20'000, 700}});
}

}  // namespace sluice::test::settlement_plans_test

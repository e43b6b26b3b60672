#include "adapters/bills/exact_decimal.hpp"

#include <limits>

#include "tests/catch.hpp"

namespace sluice::test::exact_decimal_test {
using namespace sluice::bills;

TEST_CASE("a decimal of a bill is read to the last of its five places") {
  CHECK(parts_from_decimal("26.50") == 2'650'000);
  CHECK(parts_from_decimal("145.05") == 14'505'000);
  CHECK(parts_from_decimal("0.02001") == 2'001);
  CHECK(parts_from_decimal("-0.02") == -2'000);
  CHECK(parts_from_decimal("45.0") == 4'500'000);
  CHECK(parts_from_decimal("0") == 0);
}

TEST_CASE("what is no plain decimal is no number of a bill") {
  for (const auto* text : {"", "-", ".", "1.", ".5", "+1", "--1", "1e3", " 1", "1 ", "1,000.00",
                           "0.000001", "1.0.0", "0x1", "99999999999999999999", "￥1"})
    CHECK_FALSE(parts_from_decimal(text));
}

TEST_CASE("the largest amount is read, and nothing above it") {
  CHECK(parts_from_decimal("10000000000.00") == max_amount_minor * 1000);
  CHECK_FALSE(parts_from_decimal("10000000000.00001"));
}

TEST_CASE("money is whole fen or yen; what is finer is none") {
  CHECK(money_from_parts(2'650'000, currency::cny) == money{2650, currency::cny});
  CHECK(money_from_parts(-1'000, currency::cny) == money{-1, currency::cny});
  CHECK_FALSE(money_from_parts(500, currency::cny));
  CHECK(money_from_parts(500'000, currency::jpy) == money{5, currency::jpy});
  CHECK_FALSE(money_from_parts(50'000, currency::jpy));
}

TEST_CASE("every number survives being written and read") {
  for (std::int64_t parts = -300'000; parts < 300'000; parts += 17)
    CHECK(parts_from_decimal(text_of_parts(parts)) == parts);
  CHECK(text_of_parts(2'650'000) == "26.50");
  CHECK(text_of_parts(-2'001) == "-0.02001");
}

TEST_CASE("a sum that grows beyond all bounds is none") {
  running_sum sum;
  sum.add(std::numeric_limits<std::int64_t>::max());
  CHECK(sum.value().has_value());
  sum.add(1);
  CHECK_FALSE(sum.value());
  sum.add(-2);
  CHECK_FALSE(sum.value());
}

}  // namespace sluice::test::exact_decimal_test

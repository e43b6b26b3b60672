#include "domain/money.hpp"

#include <limits>

#include "tests/catch.hpp"

namespace sluice::test::money_test {

constexpr auto most = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

TEST_CASE("Money of one currency adds and subtracts exactly") {
  CHECK(add({1250, currency::cny}, {1, currency::cny}) == money{1251, currency::cny});
  CHECK(subtract({1250, currency::cny}, {1251, currency::cny}) == money{-1, currency::cny});
}

TEST_CASE("Money of two currencies gives no value") {
  CHECK_FALSE(add({1, currency::cny}, {1, currency::hkd}));
  CHECK_FALSE(subtract({1, currency::cny}, {1, currency::usd}));
  CHECK(money{1, currency::cny} != money{1, currency::eur});
}

TEST_CASE("Money that would overflow gives no value") {
  CHECK_FALSE(add({most, currency::cny}, {1, currency::cny}));
  CHECK_FALSE(add({least, currency::cny}, {-1, currency::cny}));
  CHECK_FALSE(subtract({least, currency::cny}, {1, currency::cny}));
  CHECK(add({most - 1, currency::cny}, {1, currency::cny}) == money{most, currency::cny});
}

TEST_CASE("A thousand of the largest orders can be summed, and each is exact in a JSON number") {
  CHECK(max_amount_minor <= most / 1000);
  CHECK(max_amount_minor < (std::int64_t{1} << 53));
}

TEST_CASE("Money is written as people write it") {
  CHECK(to_string({1250, currency::cny}) == "12.50 CNY");
  CHECK(to_string({5, currency::usd}) == "0.05 USD");
  CHECK(to_string({25, currency::usd}) == "0.25 USD");
  CHECK(to_string({0, currency::eur}) == "0.00 EUR");
  CHECK(to_string({-5, currency::gbp}) == "-0.05 GBP");
  CHECK(to_string({-1250, currency::hkd}) == "-12.50 HKD");
  CHECK(to_string({1250, currency::jpy}) == "1250 JPY");
  CHECK(to_string({least, currency::cny}) == "-92233720368547758.08 CNY");
}

TEST_CASE("A currency is known by its ISO 4217 name and number, and by nothing else") {
  for (const auto& row : currencies) {
    CHECK(currency_from_name(row.name) == row.code);
    CHECK(currency_from_number(static_cast<std::uint32_t>(row.code)) == row.code);
    CHECK(name_of(row.code) == row.name);
  }
  CHECK_FALSE(currency_from_name("cny"));
  CHECK_FALSE(currency_from_name(""));
  CHECK_FALSE(currency_from_name("ABC"));
  CHECK_FALSE(currency_from_number(0));
  CHECK_FALSE(currency_from_number(156 + 65536));
}

}  // namespace sluice::test::money_test

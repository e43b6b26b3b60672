#include "adapters/channels/decimal_amount.hpp"

#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("yuan are written with two decimals and no floating point") {
  CHECK(decimal_text({1, currency::cny}) == "0.01");
  CHECK(decimal_text({10, currency::cny}) == "0.10");
  CHECK(decimal_text({100, currency::cny}) == "1.00");
  CHECK(decimal_text({14505, currency::cny}) == "145.05");
  CHECK(decimal_text({0, currency::cny}) == "0.00");
  CHECK(decimal_text({max_amount_minor, currency::cny}) == "10000000000.00");
}

TEST_CASE("yen are written without decimals") {
  CHECK(decimal_text({2650, currency::jpy}) == "2650");
  CHECK(money_from_decimal("2650", currency::jpy) == money{2650, currency::jpy});
  CHECK_FALSE(money_from_decimal("2650.0", currency::jpy));
}

TEST_CASE("decimal amounts are read exactly") {
  CHECK(money_from_decimal("145.05", currency::cny) == money{14505, currency::cny});
  CHECK(money_from_decimal("88.8", currency::cny) == money{8880, currency::cny});
  CHECK(money_from_decimal("100", currency::cny) == money{10000, currency::cny});
  CHECK(money_from_decimal("0.01", currency::hkd) == money{1, currency::hkd});
  CHECK(money_from_decimal("10000000000.00", currency::cny) ==
        money{max_amount_minor, currency::cny});
}

TEST_CASE("anything but a plain decimal is no amount") {
  for (const auto* text : {"", ".", "1.", ".5", "-1.00", "+1.00", "1e3", " 1.00", "1.00 ", "1,00",
                           "1.001", "0x10", "1.0.0", "10000000000.01", "99999999999999999999"})
    CHECK_FALSE(money_from_decimal(text, currency::cny));
}

TEST_CASE("every amount survives being written and read") {
  for (std::int64_t minor = 0; minor < 20'000; minor += 7) {
    const money amount{minor, currency::cny};
    CHECK(money_from_decimal(decimal_text(amount), currency::cny) == amount);
  }
}

TEST_CASE("fen are digits only") {
  CHECK(money_from_minor("2650", currency::cny) == money{2650, currency::cny});
  for (const auto* text : {"", "-1", "1.5", "1e3", " 1", "1000000000001", "99999999999999999999"})
    CHECK_FALSE(money_from_minor(text, currency::cny));
}

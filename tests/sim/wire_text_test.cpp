#include "sim/providers/wire_text.hpp"

#include "tests/catch.hpp"

namespace sluice::sim::wire_text_test {

TEST_CASE("amounts in major units are exact both ways") {
  const auto minor = GENERATE(as<std::int64_t>{}, 1, 9, 10, 99, 100, 1250, 14505, max_amount_minor);
  const money amount{minor, currency::cny};
  CHECK(from_major_units(major_units(amount), currency::cny) == amount);
}

TEST_CASE("amounts are written with the decimals of the currency") {
  CHECK(major_units({5, currency::cny}) == "0.05");
  CHECK(major_units({1250, currency::cny}) == "12.50");
  CHECK(major_units({1250, currency::jpy}) == "1250");
}

TEST_CASE("amounts with fewer decimals are understood") {
  CHECK(from_major_units("12", currency::cny) == money{1200, currency::cny});
  CHECK(from_major_units("12.5", currency::cny) == money{1250, currency::cny});
}

TEST_CASE("texts that are no amount are refused") {
  const auto text = GENERATE(as<std::string>{}, "", ".", ".5", "1.", "-1.00", "+1", "1e3", "1.001",
                             "1,000", " 1", "0x1", "10000000000.01", "99999999999999999999");
  CHECK_FALSE(from_major_units(text, currency::cny).has_value());
}

TEST_CASE("times are Beijing times, across midnight too") {
  const instant at{millis{1'704'038'399'999}};  // 2023-12-31 15:59:59.999 UTC
  CHECK(beijing_time(at) == "2023-12-31 23:59:59");
  CHECK(beijing_time(at + millis{1}) == "2024-01-01 00:00:00");
  CHECK(beijing_digits(at + millis{1}) == "20240101000000");
  CHECK(from_beijing_time("2024-01-01 00:00:00") == at + millis{1});
  for (const auto* none : {"", "yesterday", "2024-01-01", "2024-01-01 00:00:00 ",
                           "2024-1-1 00:00:00", "2024-02-30 00:00:00", "2024-01-01 24:00:00"})
    CHECK_FALSE(from_beijing_time(none).has_value());
}

TEST_CASE("forms survive every byte") {
  form fields{{"plain", "a-b_c.d~e"}, {"empty", ""}};
  for (int c = 1; c < 256; ++c) fields["all"] += static_cast<char>(c);
  CHECK(parse_form(write_form(fields)) == fields);
}

TEST_CASE("forms are decoded as browsers and SDKs write them") {
  const auto fields = parse_form("a=1+2&b=%E4%BD%A0&c&d=x%3Dy=z&&a=last&%zz=%4");
  CHECK(field(fields, "a") == "last");
  CHECK(field(fields, "b") == "你");
  CHECK(field(fields, "c").empty());
  CHECK(field(fields, "d") == "x=y=z");
  CHECK(field(fields, "%zz") == "%4");
  CHECK(field(fields, "absent").empty());
}

}  // namespace sluice::sim::wire_text_test

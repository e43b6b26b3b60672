#include "adapters/bills/bill.hpp"
#include "tests/catch.hpp"

namespace sluice::test::bill_test {
using namespace sluice::bills;
using sluice::instant;
using sluice::money;

namespace {

bill_row row_of(row_kind kind, const char* number, std::int64_t fen) {
  return {.kind = kind, .own = {number, {}}, .amount = money{fen, sluice::currency::cny}};
}

}  // namespace

TEST_CASE("a trade that comes twice is found; its refund and its reversal are others") {
  bill read;
  read.rows = {row_of(row_kind::payment, "A1", 100), row_of(row_kind::reversal, "A1", -100),
               row_of(row_kind::payment, "A2", 100), row_of(row_kind::refund, "R1", -50),
               row_of(row_kind::refund, "", -1),     row_of(row_kind::refund, "", -1),
               row_of(row_kind::fee, "A1", -1),      row_of(row_kind::other, "A1", 1)};
  CHECK(row_said_twice(read) == nullptr);
  read.rows.push_back(row_of(row_kind::payment, "A1", 70));
  CHECK(row_said_twice(read) == &read.rows.back());
  read.rows.back() = row_of(row_kind::refund, "R1", -20);
  CHECK(row_said_twice(read) == &read.rows.back());
  read.form = bill_form::alipay_account;
  CHECK(row_said_twice(read) == nullptr);
}

TEST_CASE("a row of another day is found, by the clock in Beijing") {
  using namespace std::chrono_literals;
  const instant midnight{1'767'283'200'000ms};  // 2026-01-02 00:00 there
  bill read;
  read.rows.resize(3);
  read.rows[0].at = midnight;
  read.rows[1].at = midnight + 24h - 1ms;
  CHECK(row_of_another_day(read, "2026-01-02") == nullptr);
  CHECK(row_of_another_day(read, "2026-01-03") == &read.rows[0]);
  read.rows[2].at = midnight + 24h;
  CHECK(row_of_another_day(read, "2026-01-02") == &read.rows[2]);
  read.rows[2].at = midnight - 1ms;
  CHECK(row_of_another_day(read, "2026-01-02") == &read.rows[2]);
  read.form = bill_form::unionpay;
  CHECK(row_of_another_day(read, "2026-01-02") == nullptr);
}

TEST_CASE("a row of another account is found, wherever it stands") {
  bill read;
  CHECK(row_of_another(read, "19") == nullptr);
  read.rows.resize(3);
  CHECK(row_of_another(read, "19") == nullptr);  // nobody is named
  read.rows[0].account = "19";
  CHECK(row_of_another(read, "19") == nullptr);
  read.rows[2].account = "190";
  CHECK(row_of_another(read, "19") == &read.rows[2]);
  CHECK(row_of_another(read, "190") == &read.rows[0]);
}

}  // namespace sluice::test::bill_test

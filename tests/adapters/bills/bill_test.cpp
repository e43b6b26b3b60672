#include "adapters/bills/bill.hpp"
#include "tests/catch.hpp"

using namespace sluice::bills;

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

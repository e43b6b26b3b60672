#include "sim/providers/fates.hpp"

#include <fstream>
#include <sstream>
#include <vector>

#include "sim/providers/agreement_fates.hpp"
#include "source_tree.hpp"
#include "tests/catch.hpp"

namespace sluice::sim::fates_test {
namespace {

std::vector<std::string> cells(const std::string& row) {
  std::vector<std::string> out;
  std::istringstream in{row.substr(1)};
  for (std::string cell; std::getline(in, cell, '|');)
    if (cell.size() > 2) out.push_back(cell.substr(1, cell.size() - 2));
  return out;
}

/// `heading`: the third cell of the table's first line.
std::vector<std::vector<std::string>> rows_of_the_page(const std::string& heading) {
  std::ifstream page{SLUICE_SOURCE_DIR "/sim/providers/FATES.md"};
  std::vector<std::vector<std::string>> out;
  bool is_in_table = false;
  for (std::string line; std::getline(page, line);) {
    if (line.empty() || line[0] != '|') {
      is_in_table = false;
    } else if (is_in_table && line.size() > 3 && line[2] >= '0' && line[2] <= '9') {
      out.push_back(cells(line));
    } else if (line.find("| " + heading + " |") != std::string::npos) {
      is_in_table = true;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("FATES.md and the table of fates say the same") {
  const auto rows = rows_of_the_page("How the order ends");
  REQUIRE(rows.size() == fates.size());
  for (std::size_t i = 0; i < fates.size(); ++i) {
    INFO("row " << i);
    REQUIRE(rows[i].size() == 3);
    CHECK(std::stoi(rows[i][0].substr(0, 2)) == fates[i].digits);
    CHECK(rows[i][1] == fates[i].happens);
    CHECK(rows[i][2] == fates[i].order_ends);
  }
}

TEST_CASE("FATES.md and the table of agreements' fates say the same") {
  const auto rows = rows_of_the_page("How the agreement ends");
  REQUIRE(rows.size() == agreement_fates.size());
  for (std::size_t i = 0; i < agreement_fates.size(); ++i) {
    INFO("row " << i);
    REQUIRE(rows[i].size() == 3);
    CHECK(std::stoi(rows[i][0].substr(0, 2)) == agreement_fates[i].digits);
    CHECK(rows[i][1] == agreement_fates[i].happens);
    CHECK(rows[i][2] == agreement_fates[i].agreement_ends);
  }
}

TEST_CASE("the last two digits of the payer's name choose the agreement's row") {
  CHECK(fate_of_payer("customer-02").digits == 2);
  CHECK(fate_of_payer("06").digits == 6);
  for (const auto* plain : {"", "2", "customer", "customer-2", "customer-77", "02x", "-7"})
    CHECK(fate_of_payer(plain).digits == 0);
}

TEST_CASE("the last two digits of the amount choose the row") {
  CHECK(fate_of({1203, currency::cny}, true).digits == 3);
  CHECK(fate_of({18, currency::cny}, true).digits == 18);
  CHECK(fate_of({1299, currency::cny}, true).digits == 0);
}

TEST_CASE("a channel without notifications plays row 00 where one is needed") {
  for (const auto& row : fates) {
    const auto& played = fate_of({100 + row.digits, currency::cny}, false);
    CHECK(played.digits == (row.needs_notices ? 0 : row.digits));
  }
}

}  // namespace sluice::sim::fates_test

#include "sim/providers/fates.hpp"

#include <fstream>
#include <sstream>
#include <vector>

#include "source_tree.hpp"
#include "tests/catch.hpp"

namespace sluice::sim {
namespace {

std::vector<std::string> cells(const std::string& row) {
  std::vector<std::string> out;
  std::istringstream in{row.substr(1)};
  for (std::string cell; std::getline(in, cell, '|');)
    if (cell.size() > 2) out.push_back(cell.substr(1, cell.size() - 2));
  return out;
}

std::vector<std::vector<std::string>> rows_of_the_page() {
  std::ifstream page{SLUICE_SOURCE_DIR "/sim/providers/FATES.md"};
  std::vector<std::vector<std::string>> out;
  for (std::string line; std::getline(page, line);)
    if (line.size() > 3 && line[0] == '|' && line[2] >= '0' && line[2] <= '9')
      out.push_back(cells(line));
  return out;
}

}  // namespace

TEST_CASE("FATES.md and the table of fates say the same") {
  const auto rows = rows_of_the_page();
  REQUIRE(rows.size() == fates.size());
  for (std::size_t i = 0; i < fates.size(); ++i) {
    INFO("row " << i);
    REQUIRE(rows[i].size() == 3);
    CHECK(std::stoi(rows[i][0].substr(0, 2)) == fates[i].digits);
    CHECK(rows[i][1] == fates[i].happens);
    CHECK(rows[i][2] == fates[i].order_ends);
  }
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

}  // namespace sluice::sim

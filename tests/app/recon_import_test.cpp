// What `sluice recon import` sends: parts that are small, and have everything once.

#include "app/recon_import.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "domain/reconciliation/command.hpp"
#include "tests/catch.hpp"

namespace sluice::test::recon_import_test {
namespace {

using json = nlohmann::json;
using namespace reconciliation;

constexpr std::size_t most_bytes_of_a_message = 65'536;

const app::recon_import li{.whom = {}, .operator_name = "li.wei", .reason = "it came"};
const app::compared_bill bill{
    .name = "bill.csv", .channel = channel_id{"wechat"}, .day = 20'455, .is_proven = true};

recon_found found_of(std::uint32_t many) {
  recon_found out;
  for (std::uint32_t i = 1; i <= many; ++i) {
    difference d{.kind = difference_kind::amount_here_less,
                 .of = number("ABCDEFGHIJKLMNOPQRSTU" + std::to_string(10'000 + i))};
    d.there = bill_line{.row = i, .of = d.of, .amount = 100'000'000 + i, .bytes = 0xff'ffff'ffff};
    d.here = claim{.of = d.of, .amount = 100'000'000};
    d.before = d.there;
    out.listed.push_back(d);
  }
  out.proven.of(currency::cny).rows = {many, 29'001, 175'000};
  return out;
}

}  // namespace

TEST_CASE("a bill without differences is brought in one part") {
  const auto parts = parts_of_report(li, bill, found_of(0), {});
  REQUIRE(parts.size() == 1);
  const auto one = json::parse(parts.front());
  CHECK(one["parts"] == 1);
  CHECK(one["part"] == 1);
  CHECK_FALSE(one.contains("differences"));  // a list of nothing is refused
  CHECK_FALSE(one.contains("rows"));
  CHECK(one["day"] == "2026-01-02");
  CHECK(one["file"] == std::string(64, '0'));
  CHECK(one["operator"] == "li.wei");
}

TEST_CASE("every difference and every row is in just one part, and each part is a small message") {
  std::vector<bill_line> rows;
  for (std::uint32_t i = 1; i <= 70; ++i)
    rows.push_back({.row = i, .of = number("R" + std::to_string(i)), .amount = 1});
  std::set<std::string> differences, of_rows;
  const auto parts = parts_of_report(li, bill, found_of(130), rows);
  REQUIRE(parts.size() == 3);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    CHECK(parts[i].size() < most_bytes_of_a_message);
    const auto part = json::parse(parts[i]);
    CHECK(part["part"] == i + 1);
    CHECK(part["parts"] == 3);
    CHECK(part["sums"] ==
          json::array({"unit=CNY rows=130 amount=29001 fee=175000 fees_rounded=0"}));
    CHECK(part.value("differences", json::array()).size() <= most_in_a_part);
    for (const auto& d : part.value("differences", json::array()))
      CHECK(differences.insert(d).second);
    for (const auto& r : part.value("rows", json::array())) CHECK(of_rows.insert(r).second);
  }
  CHECK(differences.size() == 130);
  CHECK(of_rows.size() == 70);
}

}  // namespace sluice::test::recon_import_test

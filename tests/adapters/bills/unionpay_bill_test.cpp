#include "adapters/bills/unionpay_bill.hpp"

#include "adapters/bills/unionpay_layout.hpp"
#include "adapters/channels/beijing_time.hpp"
#include "tests/adapters/bills/read.hpp"
#include "tests/adapters/packing/packed.hpp"

namespace sluice::test::unionpay_bill_test {
using namespace sluice::bills;

namespace {

using texts = std::vector<std::pair<std::size_t, std::string>>;

/// A line with these columns, and all others blank.
std::string line_of(std::span<const std::uint8_t> widths, const texts& filled) {
  std::string line;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    std::string cell;
    for (const auto& [column, text] : filled)
      if (column == i + 1) cell = text;
    cell.resize(widths[i], ' ');
    line += (i == 0 ? "" : " ") + cell;
  }
  return line + "\r\n";
}

texts payment() {
  return {{1, "S22"},
          {2, "88022900"},
          {3, "00049993"},
          {4, "190624"},
          {5, "0102030405"},
          {7, "000000001000"},
          {10, "202601020304051906248"},
          {12, "A1000001"},
          {16, "D000000000006"},
          {17, "C000000000994"},
          {20, "01"},
          {28, "777290058110097"}};
}

texts refund() {
  return {{1, "S30"},
          {2, "88022900"},
          {3, "00049993"},
          {4, "190625"},
          {5, "0102040405"},
          {7, "000000000400"},
          {10, "202601020404051906258"},
          {12, "R1000001"},
          {16, "C000000000002"},
          {17, "D000000000398"},
          {20, "04"},
          {27, "202601020304051906248"},
          {28, "777290058110097"}};
}

texts with(texts all, std::size_t column, const std::string& text) {
  all.emplace_back(column, text);
  return all;
}

const std::string zm_name = "INN26010288ZM_777290058110097";
const std::string totals =
    "总计 2 4.00 10.00 0.06 0.02 3.98 9.94\r\n总计 2 4.00 10.00 0.06 0.02 3.98 9.94\r\n";

std::string both_lines() { return line_of(zm_widths, payment()) + line_of(zm_widths, refund()); }

bill archive_of(const std::string& lines, const std::string& summary) {
  return bill_in(read_unionpay_bill(
      zipped({{zm_name, lines}, {"RD201026010201_777290058110097", summary}}), "bill.zip"));
}

}  // namespace

TEST_CASE("payments come, refunds go, and the summary says so too") {
  const auto read = archive_of(both_lines(), totals);
  CHECK(standing_of(read) == bill_standing::proven);
  REQUIRE(read.rows.size() == 2);
  CHECK(read.rows[0].kind == row_kind::payment);
  CHECK(read.rows[0].amount == money{1000, currency::cny});
  CHECK(read.rows[0].fee == 6'000);
  CHECK(read.rows[1].kind == row_kind::refund);
  CHECK(read.rows[1].amount == money{-400, currency::cny});
  CHECK(read.rows[1].settled == money{-398, currency::cny});
  CHECK(read.rows[1].fee == -2'000);
  CHECK(read.rows[1].original.channels == "202601020304051906248");
  CHECK(read.rows[1].at == from_beijing_time("2026-01-02 04:04:05"));
}

TEST_CASE("a capture of what was held is a payment") {
  auto captured = payment();
  for (auto& [column, text] : captured)
    if (column == 20) text = "03";
  for (const auto* code : {"S22", ""}) {
    captured.front().second = code;
    const auto read = archive_of(line_of(zm_widths, captured), totals);
    REQUIRE(read.rows.size() == 1);
    CHECK(read.rows[0].kind == row_kind::payment);
  }
}

TEST_CASE("a summary that differs is told, and so is none that can be read") {
  CHECK(standing_of(archive_of(both_lines(), "总计 2 4.00 10.00 0.06 0.02 3.98 9.95\r\n")) ==
        bill_standing::sums_differ);
  for (const auto* bad :
       {"总计 2 4.00\r\n", "nothing\r\n",
        "总计 2 4.00 10.00 0.06 0.02 3.98 9.94\r\n总计 1 0.00 0.00 0.00 0.00 0.00 0.00\r\n"})
    CHECK(standing_of(archive_of(both_lines(), bad)) == bill_standing::lines_unreadable);
}

TEST_CASE("a line whose columns lie elsewhere is set apart") {
  const auto good = line_of(zm_widths, payment());
  for (const auto& bad :
       {good.substr(1), ' ' + good, line_of(zm_widths, with(payment(), 7, "1000")),
        line_of(zm_widths, with(payment(), 16, "X000000000006")),
        line_of(zm_widths, with(payment(), 17, "D000000000994")),
        line_of(zm_widths, with(payment(), 5, "1302030405")),
        line_of(zm_widths, with(payment(), 20, "04"))}) {
    const auto read = archive_of(both_lines() + bad, totals);
    CHECK(read.rows.size() == 2);
    REQUIRE(read.unreadable.size() == 1);
    CHECK(read.unreadable[0].line == 3);
    CHECK(read.unreadable[0].file == "ZM");
  }
}

TEST_CASE("the year of a time is that which brings it nearest to the clearing day") {
  const auto late = bill_in(read_unionpay_bill(
      line_of(zm_widths, with(payment(), 5, "0101003000")), "INN25123188ZM_777290058110097"));
  CHECK(late.rows.at(0).at == from_beijing_time("2026-01-01 00:30:00"));
  const auto early = bill_in(read_unionpay_bill(
      line_of(zm_widths, with(payment(), 5, "1231233000")), "INN26010188ZM_777290058110097"));
  CHECK(early.rows.at(0).at == from_beijing_time("2025-12-31 23:30:00"));
}

TEST_CASE("refunds and disputes that were made by hand name their payment by its trace") {
  const auto dispute = line_of(
      zme_widths,
      {{1, "S30"},
       {2, "88022900"},
       {3, "00049993"},
       {4, "000001"},
       {5, "0102050607"},
       {7, "000000000400"},
       {11, "190624"},
       {12, "0102030405"},
       {15, "C000000000002"},
       {16, "D000000000398"},
       {17, "777290058110097"}});
  const auto read = bill_in(read_unionpay_bill(
      zipped({{zm_name, line_of(zm_widths, payment())},
              {"INN26010288ZME_777290058110097", dispute},
              {"RD201026010201_777290058110097", totals}}),
      "bill.zip"));
  CHECK(standing_of(read) == bill_standing::proven);
  REQUIRE(read.rows.size() == 2);
  CHECK(read.rows[1].kind == row_kind::refund);
  CHECK(read.rows[1].original_entry == read.rows[0].entry);
}

TEST_CASE("an archive of two days, or with two files of a kind, is none") {
  const auto line = line_of(zm_widths, payment());
  CHECK(is_none(read_unionpay_bill(zipped({{zm_name, line}, {"INN26010388ZME_1", ""}}), "")));
  CHECK(is_none(read_unionpay_bill(zipped({{zm_name, line}, {"INN26010288ZM_2", line}}), "")));
  CHECK(is_none(read_unionpay_bill(zipped({{"readme", line}}), "")));
  CHECK(is_none(read_unionpay_bill("<html>", "")));
}

TEST_CASE("a file whose last line has no end is cut") {
  auto text = both_lines();
  text.resize(text.size() - 2);
  CHECK(standing_of(bill_in(read_unionpay_bill(text, zm_name))) == bill_standing::cut);
}

}  // namespace sluice::test::unionpay_bill_test

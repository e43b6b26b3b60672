#include "adapters/bills/bill_file.hpp"

#include <stdlib.h>

#include <fstream>

#include "adapters/bills/bill_lines.hpp"
#include "tests/adapters/bills/channel_side.hpp"
#include "tests/adapters/bills/made_bill.hpp"
#include "tests/catch.hpp"

namespace sluice::test::bill_file_test {
namespace {

using reconciliation::movement;
using reconciliation::number;

/// One file in a folder of its own, gone at the end.
class file_of {
 public:
  explicit file_of(const std::string& bytes, const std::string& name = "bill") {
    std::string folder = (std::filesystem::temp_directory_path() / "sluice-bill-XXXXXX").string();
    REQUIRE(mkdtemp(folder.data()) != nullptr);
    folder_ = folder;
    path_ = folder_ / name;
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~file_of() { std::filesystem::remove_all(folder_); }
  file_of(const file_of&) = delete;
  file_of& operator=(const file_of&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path folder_, path_;
};

struct all_of_it {
  bills::bill_in_file whole;
  std::vector<bills::bill_row> rows;
};

all_of_it read(const std::string& bytes, const std::string& name = "bill") {
  const file_of file(bytes, name);
  all_of_it out;
  const auto told = bills::read_bill_file(
      file.path(),
      [&](bills::bill_form, bills::bill_row&& row) { out.rows.push_back(std::move(row)); });
  if (const auto* no = std::get_if<bills::not_a_bill>(&told)) FAIL(no->why);
  out.whole = std::get<bills::bill_in_file>(told);
  CHECK(out.whole.rows == out.rows.size());
  return out;
}

std::string why_not(const std::string& bytes) {
  const file_of file(bytes);
  const auto told = bills::read_bill_file(file.path(), [](bills::bill_form, bills::bill_row&&) {});
  const auto* no = std::get_if<bills::not_a_bill>(&told);
  return no == nullptr ? "" : no->why;
}

const std::vector<made_row> three{
    {.ours = "A1", .fen = 10'000, .fee_fen = 60},
    {.ours = "A2", .fen = 5'000, .fee_fen = 30},
    {.ours = "R1", .fen = -1'000, .fee_fen = -6, .payment = "A1"}};

}  // namespace

TEST_CASE("a bill is known by what is in it") {
  for (const std::string name : {"wechat_v2", "wechat_v3", "alipay", "unionpay"}) {
    INFO(name);
    channel_side side(name);
    let_a_day_pass(side);
    const auto heard = side.fetch(beijing("2026-01-03 10:00:00"));
    const auto* file = std::get_if<bill_file>(&heard);
    REQUIRE(file != nullptr);
    const auto told = read(file->bytes, "whatever" + std::string(file->ending));
    CHECK(standing_of(told.whole.about) == bills::bill_standing::proven);
    CHECK(told.rows.size() == 7);
    std::size_t reversals = 0;
    for (const auto& row : told.rows) {
      const auto line = bills::line_of(told.whole.about.form, row, "");
      CHECK_FALSE(line.of.is_none());
      CHECK(goes_back(line.what) == (line.amount < 0));
      reversals += line.what == movement::reversal ? 1U : 0U;
      if (line.what == movement::reversal) CHECK(line.of == number("ORDER00000003"));
    }
    CHECK(reversals == (name == "unionpay" ? 0U : 1U));
  }
}

TEST_CASE("row by row a bill of WeChat Pay is what it is as a whole") {
  std::vector<made_row> many;
  for (int i = 0; i < 9'000; ++i)  // more than a block
    many.push_back({.ours = "ORDER" + std::to_string(i), .fen = 100 + i, .fee_fen = 1});
  for (const auto& rows : {three, many, {}}) {
    const auto bytes = made_bill(rows);
    const auto told = read(bytes);
    CHECK(standing_of(told.whole.about) == bills::bill_standing::proven);
    REQUIRE(told.rows.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      CHECK(told.rows[i].own.ours == rows[i].ours);
      CHECK(told.rows[i].amount.minor_units == rows[i].fen);
      CHECK(told.rows[i].line == i + 2);
    }
  }
}

TEST_CASE("a line that comes twice has its hash twice, and no other line has it") {
  auto rows = three;
  rows.push_back(three[0]);
  const auto told = read(made_bill(rows));
  CHECK(told.rows[0].bytes == told.rows[3].bytes);
  CHECK(told.rows[0].bytes != told.rows[1].bytes);
}

TEST_CASE("what is no bill is told in a sentence of its own") {
  CHECK(why_not("") == "is empty");
  CHECK(why_not("\r\n \r\n") == "has nothing but blanks in it");
  CHECK(why_not("<!doctype html><html>404</html>") == "is a page or a message in XML, not a bill");
  CHECK(why_not(R"({"code":"NO_STATEMENT_EXIST"})") == "is an answer in JSON, not a bill");
  CHECK(why_not(std::string("\xFF\xFE`\0", 4)).find("UTF-16") != std::string::npos);
  CHECK(why_not("a,b,c\n1,2,3\n").find("neither the header") != std::string::npos);
  CHECK(why_not("PK\x03\x04 and nothing").find("archive that cannot be read") != std::string::npos);
  CHECK(why_not("\x1F\x8B\x08 and nothing").find("GZIP") != std::string::npos);
  CHECK(why_not(made_bill({}).substr(0, 200) + std::string(70'000, 'x')) != "");
}

TEST_CASE("a bill that is cut anywhere is never proven") {
  const auto whole = made_bill(three);
  for (std::size_t size = 400; size + 2 < whole.size(); size += 7) {  // without the last line's end
    const file_of file(whole.substr(0, size));
    const auto told =
        bills::read_bill_file(file.path(), [](bills::bill_form, bills::bill_row&&) {});
    const auto* bill = std::get_if<bills::bill_in_file>(&told);
    INFO(size);
    if (bill != nullptr) CHECK(standing_of(bill->about) != bills::bill_standing::proven);
  }
}

TEST_CASE("a sum that is off by a fen, and a line of other bytes, are seen") {
  auto text = made_bill(three);
  text.replace(text.rfind("150.00"), 6, "150.01");
  CHECK(standing_of(read(text).whole.about) == bills::bill_standing::sums_differ);
  text = made_bill(three);
  text.insert(text.find("`2026"), "`garbage\xC3\n");
  const auto told = read(text);
  CHECK(standing_of(told.whole.about) == bills::bill_standing::lines_unreadable);
  CHECK(told.whole.about.unreadable.front().line == 2);
}

TEST_CASE("a row that names another account is foreign") {
  const bills::bill_row row{.own = {"A1", ""}, .account = "1900000109"};
  CHECK_FALSE(bills::line_of(bills::bill_form::wechat_trade, row, "").is_foreign);
  CHECK_FALSE(bills::line_of(bills::bill_form::wechat_trade, row, "1900000109").is_foreign);
  CHECK(bills::line_of(bills::bill_form::wechat_trade, row, "1900000110").is_foreign);
}

TEST_CASE("what UnionPay settles is compared before its fee") {
  const bills::bill_row row{
      .own = {"A1", ""},
      .at = beijing("2026-01-02 12:00:00"),
      .amount = {476'800, currency::cny},
      .settled = money{473'939, currency::cny},
      .fee = 2'861'000};
  const auto line = bills::line_of(bills::bill_form::unionpay, row, "");
  CHECK(line.settled == 476'800);
  CHECK_FALSE(line.day);
  CHECK(bills::line_of(bills::bill_form::wechat_trade, row, "").settled == 473'939);
}

}  // namespace sluice::test::bill_file_test

// Bills against a log, as a person does it: real files, a real log, the program itself.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/adapters/bills/made_bill.hpp"
#include "tests/app/contains.hpp"
#include "tests/app/log_of_orders.hpp"
#include "tests/app/run_program.hpp"
#include "tests/catch.hpp"

namespace sluice::test::recon_test {
namespace {

/// Orders of the 2nd of January at noon and of the 3rd, in Beijing; each has its number's name.
class shop {
 public:
  shop() {
    log_of_orders into(log(), "wechat");
    into.pay("A", 10'000, "2026-01-02T04:00:00Z");
    into.pay("B", 20'000, "2026-01-02T15:59:58Z");
    into.pay("C", 5'000, "2026-01-02T04:00:00Z");
    into.pay("D", 3'000, "2026-01-02T04:00:00Z");
    into.doubt("E", 8'000, "2026-01-02T04:00:00Z");
    into.fail("F", 2'000, "2026-01-02T04:00:00Z");
    into.pay("N", 700, "2026-01-03T04:00:00Z");
  }

  [[nodiscard]] std::string log() const { return path("data"); }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_.path() / name).string();
  }
  std::string write(const std::string& name, const std::string& bytes) const {
    return folder_.write(name, bytes);
  }
  outcome check(std::vector<std::string> words) const {
    words.insert(words.begin(), {"recon", "check", "--data", log()});
    return run_sluice(words);
  }

 private:
  temporary_folder folder_;
};

const std::vector<made_row> all_of_the_day{
    {.ours = "A", .fen = 10'000, .fee_fen = 60},
    {.ours = "B", .fen = 20'000, .fee_fen = 120},
    {.ours = "C", .fen = 5'000, .fee_fen = 30},
    {.ours = "D", .fen = 3'000, .fee_fen = 18}};

std::vector<made_row> with(made_row more) {
  auto rows = all_of_the_day;
  rows.push_back(std::move(more));
  return rows;
}

std::string with_changed(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.rfind(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a bill that has what the log has is all matched, and the table adds up") {
  const shop s;
  const auto told = s.check({s.write("b.csv", made_bill(all_of_the_day))});
  CAPTURE(told.out, told.error);
  CHECK(told.status == 0);
  CHECK_THAT(told.out, contains("WeChat trade bill of 2026-01-02 against channel wechat"));
  CHECK_THAT(told.out, contains("all matched"));
  CHECK_THAT(told.out, contains("380.00"));
}

TEST_CASE("what differs is told with its field, both values, and whose order it is") {
  const shop s;
  const auto bill = s.write(
      "b.csv", made_bill({{.ours = "A", .fen = 10'000, .fee_fen = 60},
                          {.ours = "C", .fen = 5'001, .fee_fen = 30},
                          {.ours = "D", .fen = 3'000, .fee_fen = 19},
                          {.ours = "E", .fen = 8'000, .fee_fen = 48},
                          {.ours = "F", .fen = 2'000, .fee_fen = 12},
                          {.ours = "X", .fen = 1'000, .fee_fen = 6}}));
  const auto told = s.check({bill, "--carry-to", s.path("carried")});
  CAPTURE(told.out, told.error);
  CHECK(told.status == 1);
  CHECK_THAT(told.out, contains("290.01"));
  CHECK_THAT(told.out, contains("order m1/C: amount: 50.01 CNY there, 50.00 CNY here"));
  CHECK_THAT(told.out, contains("paid_here_doubt, row 5, number E, order m1/E"));
  CHECK_THAT(told.out, contains("paid_there_failed_or_revoked"));
  CHECK_THAT(told.out, contains("unknown_there, row 7, number X: row:"));
  CHECK_THAT(told.out, contains("4 differences"));

  const auto next =
      s.write("n.csv", made_bill({{.ours = "B", .fen = 20'000, .time = "2026-01-03 00:00:01"},
                                  {.ours = "N", .fen = 700, .time = "2026-01-03 12:00:00"}}));
  const auto later = s.check({next, "--carried", s.path("carried"), "--carry-to", s.path("none")});
  CAPTURE(later.out, later.error);
  CHECK(later.status == 0);
  CHECK_THAT(later.out, contains("carried in                             1              200.00"));
  CHECK(s.check({bill, next}).status == 1);  // the one hands on to the other
}

TEST_CASE("what the bill lacks waits, is told, and is remembered only where somebody says where") {
  const shop s;
  auto rows = all_of_the_day;
  rows.pop_back();
  const auto bill = s.write("b.csv", made_bill(rows));
  const auto told = s.check({bill});
  CAPTURE(told.out, told.error);
  CHECK(told.status == 1);
  CHECK_THAT(told.out, contains("waits, number D, order m1/D: payment of 30.00 CNY on 2026-01-02"));
  CHECK_THAT(told.out, contains("all rows matched; of the log 1 wait for the next bill"));
  CHECK_THAT(told.error, contains("say --carry-to FILE"));
  CHECK_THAT(s.check({bill, "--json"}).out, contains("\"waiting\":[{"));
  CHECK(s.check({bill, "--carry-to", s.path("c")}).status == 0);

  std::ifstream kept(s.path("c"));
  const std::string whole{std::istreambuf_iterator<char>(kept), {}};
  CHECK_THAT(whole, contains("\nend, 1 in all\n"));
  const auto cut = s.write("cut", whole.substr(0, whole.rfind("payment")));
  const auto next =
      s.write("n.csv", made_bill({{.ours = "N", .fen = 700, .time = "2026-01-03 12:00:00"}}));
  const auto refused = s.check({next, "--carried", cut});
  CHECK(refused.status == 2);
  CHECK_THAT(refused.error, contains("it was cut"));
}

TEST_CASE("a channel that the log does not know has no bills") {
  const shop s;
  const auto told = s.check({s.write("b.csv", made_bill(all_of_the_day)), "--channel", "nope"});
  CHECK(told.status == 2);
  CHECK_THAT(told.error, contains("the log knows no channel of this name"));
}

TEST_CASE("for programs: one JSON object, or a table without formulas") {
  const shop s;
  const auto bill = s.write("b.csv", made_bill(with({.ours = "-1-1", .fen = 100})));
  const auto json = s.check({bill, "--json"});
  CHECK(json.status == 1);
  CHECK_THAT(json.out, contains("\"proven\":true") && contains("\"kind\":\"unknown_there\""));
  CHECK(std::ranges::count(json.out, '\n') == 1);
  const auto csv = s.check({bill, "--csv"});
  CHECK(csv.status == 1);
  CHECK_THAT(csv.out, contains("unknown_there,\"'-1-1\","));
}

TEST_CASE("each bad file is told by a sentence of its own, and nothing in it is matched") {
  const shop s;
  const auto good = made_bill(all_of_the_day);
  struct bad {
    const char* name;
    std::string bytes;
    std::vector<std::string> more;
    const char* sentence;
  };
  const std::vector<bad> all{
      {"cut", good.substr(0, good.find("总交易单数")), {}, "it is cut: its end is missing"},
      {"empty", "", {"--channel", "wechat"}, "is empty"},
      {"page", "<html>502</html>", {}, "is a page"},
      {"utf16", std::string("\xFF\xFEx\0", 4), {}, "UTF-16"},
      {"bomb", "\x1F\x8B\x08 and so on", {}, "GZIP"},
      {"archive", "PK\x03\x04 and so on", {}, "archive that cannot be read"},
      {"off", with_changed(good, "`380.00", "`380.01"), {}, "its rows have 380.00"},
      {"other day", good, {"--day", "2026-01-01"}, "and --day says 2026-01-01"},
      {"funds",
       "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),"
       "账户结余(元),资金变更提交申请人,备注,业务凭证号\n",
       {"--channel", "wechat"},
       "says how an account moved (WeChat fund-flow bill)"},
      {"stranger", made_bill({{.ours = "Z", .fen = 1}}), {}, "say it with --channel"},
      {"tomorrow",
       made_bill({{.ours = "A", .fen = 10'000, .time = "2026-01-04 12:00:00"}}),
       {},
       "the log ends before that day"}};
  for (const auto& one : all) {
    std::vector<std::string> words{s.write(one.name, one.bytes)};
    words.insert(words.end(), one.more.begin(), one.more.end());
    words.insert(words.end(), {"--carry-to", s.path("never")});
    const auto told = s.check(words);
    CAPTURE(one.name, told.out, told.error);
    CHECK(told.status == 2);
    CHECK_THAT(told.out, !contains("all matched"));
    CHECK_THAT(told.out + told.error, contains(one.sentence));
    CHECK_FALSE(std::filesystem::exists(s.path("never")));
  }
}

TEST_CASE("a row twice, a row of another account, and rows in another order") {
  const shop s;
  const auto twice = s.check({s.write("t.csv", made_bill(with(all_of_the_day[0])))});
  CHECK(twice.status == 1);
  CHECK_THAT(twice.out, contains("duplicate_row, row 6, number A") && contains("as row 2"));
  const auto said_again =
      s.check({s.write("r.csv", made_bill(with({.ours = "A", .fen = 10'000, .fee_fen = 61})))});
  CHECK(said_again.status == 1);
  CHECK_THAT(said_again.out, contains("repeated, row 2") && contains("fee: 0.61, and 0.60"));
  auto foreign = all_of_the_day;
  foreign[3].account = "1900000110";
  const auto other = s.check({s.write("f.csv", made_bill(foreign))});
  CHECK(other.status == 1);
  CHECK_THAT(other.out, contains("foreign_account, row 5"));
  CHECK(s.check({s.write("o.csv", made_bill(all_of_the_day)), "--account", "1900000110"}).status ==
        1);
  auto backwards = all_of_the_day;
  std::ranges::reverse(backwards);
  CHECK(s.check({s.write("b.csv", made_bill(backwards))}).status == 0);
}

TEST_CASE("the same bill again says nothing new, and another one of the day is not added to it") {
  const shop s;
  const auto bill = s.write("b.csv", made_bill(all_of_the_day));
  const auto copy = s.write("copy.csv", made_bill(all_of_the_day));
  const auto again = s.check({bill, copy});
  CHECK(again.status == 0);
  CHECK_THAT(again.error, contains("it says nothing new"));
  const auto other = s.write("v2.csv", made_bill({all_of_the_day[0]}));
  const auto two = s.check({bill, other});
  CHECK(two.status == 2);
  CHECK_THAT(two.error, contains("another bill of 2026-01-02"));
}

TEST_CASE("what is no log, no day and no list of what was carried is misuse") {
  const shop s;
  const auto bill = s.write("b.csv", made_bill(all_of_the_day));
  CHECK(run_sluice({"recon", "check", "--data", s.path("nowhere"), bill}).status == 2);
  CHECK(s.check({bill, "--day", "soon"}).status == 2);
  CHECK(s.check({bill, "--carried", bill}).status == 2);
  const auto kinds = run_sluice({"recon", "kinds"});
  CHECK(kinds.status == 0);
  CHECK_THAT(kinds.out, contains("| `paid_here_doubt` |"));
}

}  // namespace sluice::test::recon_test

#include "adapters/bills/alipay_bill.hpp"

#include "tests/adapters/bills/read.hpp"
#include "tests/adapters/packing/packed.hpp"

namespace sluice::test::alipay_bill_test {
using namespace sluice::bills;

namespace {

const std::string begin =
    "#支付宝业务明细查询\r\n#账号：[20880001]\r\n"
    "#起始日期：[2026年01月02日 00:00:00]   终止日期：[2026年01月03日 00:00:00]\r\n"
    "#----业务明细列表----\r\n"
    "支付宝交易号,商户订单号,业务类型,完成时间,订单金额（元）,商家实收（元）,商家优惠（元）,"
    "退款批次号/请求号,服务费（元）\r\n";
const std::string end = "#----业务明细列表结束----\r\n";

std::string row(const std::string& kind, const std::string& amount, const std::string& fee,
                const std::string& request = "") {
  return "2026T1\t,A1\t," + kind + "\t,2026-01-02 03:04:05," + amount + ',' + amount + ",0.00," +
         request + "\t," + fee + "\r\n";
}

std::string totals(const std::string& paid, const std::string& refunded) {
  return "#交易合计：1笔，商家实收共" + paid +
         "元，商家优惠共0.00元\r\n#退款合计：1笔，商家实收退款共" + refunded +
         "元，商家优惠退款共0.00元\r\n";
}

bill of_rows(const std::string& rows, const std::string& sums) {
  return bill_in(read_alipay_bill(begin + rows + end + sums + "#导出时间：[2026年01月03日]\r\n"));
}

}  // namespace

TEST_CASE("refunds and fees mean the same with either sign") {
  for (const auto& [refunded, fee] : {std::pair{"-4.00", "-0.06"}, std::pair{"4.00", "0.06"}}) {
    const auto read = of_rows(
        row("交易", "10.00", fee) + row("退款", refunded, fee, "R1"), totals("10.00", refunded));
    CHECK(standing_of(read) == bill_standing::proven);
    CHECK(read.rows.at(0).fee == 6'000);
    CHECK(read.rows.at(1).fee == -6'000);
    CHECK(read.rows.at(1).amount == money{-400, currency::cny});
    CHECK(read.rows.at(1).own.ours == "R1");
    CHECK(read.account == "20880001");
    CHECK(read.rows.at(0).account == "20880001");
    CHECK(read.day == "2026-01-02");
  }
}

TEST_CASE("an empty day is whole, and proven by its totals of nothing") {
  const auto read =
      of_rows("", "#交易合计：0笔，商家实收共0.00元\r\n#退款合计：0笔，商家实收退款共0.00元\r\n");
  CHECK(read.rows.empty());
  CHECK(standing_of(read) == bill_standing::proven);
}

TEST_CASE("totals that differ from the rows are told") {
  CHECK(standing_of(of_rows(row("交易", "10.00", "0.00"), totals("10.00", "0.00"))) ==
        bill_standing::sums_differ);  // a refund is counted that is not there
  CHECK(standing_of(of_rows(row("交易", "10.00", "0.00") + row("退款", "-4.00", "0.00"),
                            totals("10.01", "-4.00"))) == bill_standing::sums_differ);
}

TEST_CASE("a list without its end or its totals is cut") {
  const auto rows = row("交易", "10.00", "0.00") + row("退款", "-4.00", "0.00");
  CHECK(standing_of(bill_in(read_alipay_bill(begin + rows))) == bill_standing::cut);
  CHECK(standing_of(bill_in(read_alipay_bill(begin + rows + end))) == bill_standing::cut);
  CHECK(standing_of(bill_in(read_alipay_bill(begin + rows + totals("10.00", "-4.00")))) ==
        bill_standing::cut);
}

TEST_CASE("a line of Alipay's that cannot be read is set apart with its number") {
  for (const auto& bad :
       {row("换货", "1.00", "0.00"), row("交易", "-1.00", "0.00"), row("交易", "1,000.00", "0.00"),
        row("交易", "1.001", "0.00"), row("交易", "1.00", "free"), std::string("\"\r\n")}) {
    INFO(bad);
    const auto read = of_rows(bad, totals("0.00", "0.00"));
    CHECK(read.rows.empty());
    REQUIRE(read.unreadable.size() == 1);
    CHECK(read.unreadable[0].line == 6);
  }
}

TEST_CASE("a total that is told twice or not readably is set apart") {
  const auto rows = row("交易", "10.00", "0.00") + row("退款", "-4.00", "0.00");
  const auto twice = of_rows(rows, totals("10.00", "-4.00") + totals("10.00", "-4.00"));
  CHECK(twice.unreadable.size() == 2);
  CHECK(of_rows(rows, "#交易合计：many笔\r\n").unreadable.size() == 1);
}

TEST_CASE("rows after the end of the list are set apart") {
  const auto rows = row("交易", "10.00", "0.00") + row("退款", "-4.00", "0.00");
  const auto read = of_rows(rows, totals("10.00", "-4.00") + row("交易", "1.00", "0.00"));
  CHECK(read.rows.size() == 2);
  CHECK(standing_of(read) == bill_standing::lines_unreadable);
}

TEST_CASE("of an archive the list is read, and its summary is not taken for one") {
  const auto list = begin + row("交易", "10.00", "0.00") + row("退款", "-4.00", "0.00") + end +
                    totals("10.00", "-4.00");
  const std::string summary =
      "#支付宝业务汇总查询\r\n门店编号,门店名称,订单金额（元）\r\n合计,,6.00\r\n";
  const auto read = bill_in(read_alipay_bill(zipped({{"b.csv", summary}, {"../../a.csv", list}})));
  CHECK(standing_of(read) == bill_standing::proven);
  CHECK(is_none(read_alipay_bill(zipped({{"a.csv", list}, {"b.csv", list}}))));
  CHECK(is_none(read_alipay_bill(zipped({{"b.csv", summary}}))));
  const auto good = zipped({{"a.csv", list}});
  CHECK(is_none(read_alipay_bill(good.substr(0, good.size() - 1))));
}

TEST_CASE("what has no header of Alipay's is no bill") {
  CHECK(is_none(read_alipay_bill("")));
  CHECK(is_none(read_alipay_bill("<html>busy</html>")));
  CHECK(is_none(read_alipay_bill("#账号：[1]\n#列表结束\n")));
}

}  // namespace sluice::test::alipay_bill_test

#include "adapters/bills/wechat_bill.hpp"

#include "tests/adapters/bills/read.hpp"

namespace sluice::test::wechat_bill_test {
using namespace sluice::bills;

namespace {

const std::string header =
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,"
    "付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,"
    "退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n";
const std::string sum_header =
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,"
    "申请退款总金额\r\n";

std::string payment(const std::string& number, const std::string& settled,
                    const std::string& amount, const std::string& title = "tea") {
  return "`2026-01-02 03:04:05,`wx1,`1900000109,`0,`,`42" + number + ",`" + number +
         ",`o1,`MICROPAY,`SUCCESS,`OTHERS,`CNY,`" + settled + ",`0.00,`0,`0,`0.00,`0.00,`,`,`" +
         title + ",`,`0.06000,`0.60%,`" + amount + ",`0.00,`\r\n";
}

std::string refund(const std::string& number, const std::string& state = "REFUND") {
  return "`2026-01-02 04:04:05,`wx1,`1900000109,`0,`,`42" + number + ",`" + number +
         ",`o1,`MICROPAY,`" + state + ",`OTHERS,`CNY,`0.00,`0.00,`50" + number + ",`R" + number +
         ",`4.00,`0.00,`ORIGINAL,`PROCESSING,`tea,`,`-0.02000,`0.60%,`0.00,`5.00,`\r\n";
}

const std::string two_rows_sums = "`2,`9.00,`4.00,`0.00,`0.04000,`10.00,`5.00\r\n";

bill whole(const std::string& rows, const std::string& sums) {
  return bill_in(read_wechat_bill("\xEF\xBB\xBF" + header + rows + sum_header + sums));
}

}  // namespace

TEST_CASE("what the payer paid and what WeChat Pay settles are two amounts") {
  const auto read = whole(payment("A1", "9.00", "10.00") + refund("A1"), two_rows_sums);
  CHECK(standing_of(read) == bill_standing::proven);
  REQUIRE(read.rows.size() == 2);
  CHECK(read.rows[0].amount == money{1000, currency::cny});
  CHECK(read.rows[0].settled == money{900, currency::cny});
  CHECK(read.rows[0].fee == 6'000);
  CHECK(read.rows[1].amount == money{-500, currency::cny});
  CHECK(read.rows[1].settled == money{-400, currency::cny});
  CHECK(read.rows[1].fee == -2'000);
  CHECK(read.rows[1].state == "PROCESSING");
  CHECK(read.rows[1].own == numbers{"RA1", "50A1"});
}

TEST_CASE("a revoked payment is a reversal") {
  const auto read = whole(payment("A1", "9.00", "10.00") + refund("A1", "REVOKED"), two_rows_sums);
  CHECK(read.rows.at(1).kind == row_kind::reversal);
  CHECK(read.rows.at(1).original == numbers{"A1", "42A1"});
}

TEST_CASE("a comma in a title ends no cell") {
  const auto read =
      whole(payment("A1", "9.00", "10.00", "tea, milk,sugar") + refund("A1"), two_rows_sums);
  CHECK(standing_of(read) == bill_standing::proven);
}

TEST_CASE("columns are found by name wherever they stand") {
  const auto read = bill_in(read_wechat_bill(
      "手续费,货币种类,交易状态,商户订单号,微信订单号,商户号,交易时间,总金额\n"
      "`0.01000,`CNY,`SUCCESS,`A1,`42,`19,`2026-01-02 03:04:05,`1.50\n"
      "手续费总金额,总交易额,总交易单数\n`0.01000,`1.50,`1\n"));
  CHECK(standing_of(read) == bill_standing::proven);
  CHECK(read.rows.at(0).amount == money{150, currency::cny});
  CHECK_FALSE(read.rows.at(0).settled);
}

TEST_CASE("a line that cannot be read is set apart with its number, and the bill is not proven") {
  const std::vector<std::string> bad{
      payment("A2", "9.00", "ten"),    payment("A2", "9.00", "-1.00"),
      payment("A2", "9.001", "1.00"),  payment("A2", "9.00", "1.00", "tea,`milk"),
      "`2026-01-02 03:04:05,`wx1\r\n", refund("A2", "GONE"),
      payment("A 2", "9.00", "1.00")};
  for (const auto& line : bad) {
    INFO(line);
    const auto read = whole(payment("A1", "9.00", "10.00") + line + refund("A1"), two_rows_sums);
    CHECK(read.rows.size() == 2);
    REQUIRE(read.unreadable.size() == 1);
    CHECK(read.unreadable[0].line == 3);
    CHECK_FALSE(read.unreadable[0].why.empty());
    CHECK(standing_of(read) == bill_standing::lines_unreadable);
  }
}

TEST_CASE("sums that differ from the rows are told, each by its name") {
  const auto read = whole(payment("A1", "9.00", "10.00") + refund("A1"),
                          "`2,`9.00,`4.00,`0.00,`0.04000,`10.01,`5.00\r\n");
  CHECK(standing_of(read) == bill_standing::sums_differ);
  for (const auto& one : read.sums) {
    CHECK((one.found == one.stated) == (one.name != "订单总金额"));
    CHECK(one.is_count == (one.name == "总交易单数"));
  }
}

TEST_CASE("a sum that nobody knows is no proof") {
  const auto read = bill_in(read_wechat_bill(
      header + payment("A1", "9.00", "10.00") + "总交易单数,新总金额\r\n`1,`9.00\r\n"));
  CHECK(standing_of(read) == bill_standing::sums_differ);
}

TEST_CASE("a bill without its end is cut") {
  CHECK(standing_of(bill_in(read_wechat_bill(header + payment("A1", "9.00", "10.00")))) ==
        bill_standing::cut);
  CHECK(standing_of(bill_in(read_wechat_bill(
            header + payment("A1", "9.00", "10.00") + sum_header))) == bill_standing::cut);
}

TEST_CASE("rows and sums after the end are set apart") {
  const auto read = whole(payment("A1", "9.00", "10.00") + refund("A1"),
                          two_rows_sums + payment("A3", "1.00", "1.00") + sum_header);
  CHECK(read.unreadable.size() == 2);
  CHECK(standing_of(read) == bill_standing::lines_unreadable);
}

TEST_CASE("what has no header of a bill is none") {
  CHECK(is_none(read_wechat_bill("")));
  CHECK(is_none(read_wechat_bill("<xml><return_code>FAIL</return_code></xml>")));
  CHECK(is_none(read_wechat_bill("\xFF\xFF")));
  CHECK(is_none(read_wechat_bill("交易时间," + header)));  // a column twice
}

TEST_CASE("a fund-flow bill counts what came and what went") {
  const auto read = bill_in(read_wechat_bill(
      "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,"
      "账户结余（元）,"
      "资金变更提交申请人,备注,业务凭证号\r\n"
      "`2026-01-02 03:04:05,`42,`F1,`交易,`交易,`收入,`9.94,`9.94,`system,`a,b,`A1\r\n"
      "`2026-01-02 04:04:05,`50,`F2,`退款,`退款,`支出,`4.00,`5.94,`19API,`,`R1\r\n"
      "`2026-01-02 05:04:05,`60,`F3,`提现,`提现,`支出,`5.00,`0.94,`19API,`,`\r\n"
      "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额\r\n`3.0,`1.0,`9.94,`2.0,`9.00\r\n"));
  CHECK(standing_of(read) == bill_standing::proven);
  CHECK(count_of(read, row_kind::withdrawal) == 1);
  CHECK(read.rows.at(2).amount == money{-500, currency::cny});
}

}  // namespace sluice::test::wechat_bill_test

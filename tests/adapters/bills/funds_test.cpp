// What lies in an account at a simulated channel, and the bills of how it came to be: the last
// balance of a bill is the one that is told.

#include "adapters/bills/read_bill.hpp"
#include "sim/providers/fund_flow.hpp"
#include "tests/adapters/bills/channel_side.hpp"
#include "tests/adapters/bills/read.hpp"

namespace sluice::test::funds_test {
namespace {

constexpr std::array with_funds{"wechat_v3", "alipay"};
constexpr std::array with_bills_of_funds{"wechat_v2", "wechat_v3", "alipay"};

bill_day next_of(bill_day of) { return std::chrono::sys_days{of} + std::chrono::days{1}; }

bills::bill funds_of(channel_side& side, instant now, bill_day of = day) {
  const auto heard = side.fetch(now, of, bill_kind::funds);
  REQUIRE(std::holds_alternative<bill_file>(heard));
  return bill_in(bills::read_bill(side.name, std::get<bill_file>(heard).bytes, "x"));
}

std::int64_t available(channel_side& side, instant now) {
  const auto which = find_dialect(side.name)->balances.front();
  const auto said = std::get<account_balance>(side.balance(which, now));
  CHECK(adds_up(said));
  return said.available.minor_units;
}

}  // namespace

TEST_CASE("what moved in an account is a bill whose balances follow from each other") {
  for (const auto* name : with_bills_of_funds) {
    INFO(name);
    channel_side side(name);
    let_a_day_pass(side);
    const auto read = funds_of(side, beijing("2026-01-03 10:00:00"));
    CHECK(standing_of(read) == bills::bill_standing::proven);
    REQUIRE(read.rows.size() > 5);
    CHECK(row_of_another_day(read, "2026-01-02") == nullptr);
    for (std::size_t i = 1; i < read.rows.size(); ++i)
      CHECK(read.rows[i - 1].balance->minor_units + read.rows[i].amount.minor_units ==
            read.rows[i].balance->minor_units);
    CHECK(sum_of(read, bills::row_kind::payment) > 0);
    CHECK(sum_of(read, bills::row_kind::refund) < 0);
    CHECK(count_of(read, bills::row_kind::fee) >= 3);
    CHECK(count_of(read, bills::row_kind::other) == 0);
  }
}

TEST_CASE("a day begins with what the day before has left, and ends with what the channel tells") {
  for (const auto* name : with_funds) {
    INFO(name);
    channel_side side(name);
    CHECK(available(side, beijing("2026-01-01 12:00:00")) == sim::opening_balance);
    let_a_day_pass(side);
    const auto now = beijing("2026-01-03 10:00:00");
    const auto of_day = funds_of(side, now);
    const auto of_next = funds_of(side, now, next_of(day));
    const auto& first = of_next.rows.front();
    CHECK(of_day.rows.back().balance->minor_units ==
          first.balance->minor_units - first.amount.minor_units);
    CHECK(of_next.rows.back().balance->minor_units == available(side, now));
  }
}

TEST_CASE("of a day on which nothing moved, or that is to come, there is no bill of funds") {
  for (const auto* name : with_bills_of_funds) {
    INFO(name);
    channel_side side(name);
    const auto now = beijing("2026-01-03 10:00:00");
    CHECK(std::holds_alternative<no_bill>(side.fetch(now, day, bill_kind::funds)));
    const auto to_come = side.fetch(now, next_of(next_of(day)), bill_kind::funds);
    CHECK_FALSE(std::holds_alternative<bill_file>(to_come));
  }
}

TEST_CASE("WeChat Pay V2 tells its fund flow to who asks by HMAC-SHA256, whatever signs the rest") {
  channel_side side("wechat_v2");
  const moment at{.now = beijing("2026-01-03 10:00:00"), .chance = 7};
  const auto asked = side.speaks->assemble_bill(day, bill_kind::funds, at);
  REQUIRE(asked);
  CHECK(asked->target == "/pay/downloadfundflow");
  CHECK(asked->body.find("HMAC-SHA256") != std::string::npos);
  CHECK(asked->body.find("Basic") != std::string::npos);
  CHECK(side.speaks->assemble_bill(day, bill_kind::trades, at)->body.find("HMAC-SHA256") ==
        std::string::npos);
  let_a_day_pass(side);
  auto by_md5 = *side.speaks->assemble_bill(day, bill_kind::trades, at);
  by_md5.target = "/pay/downloadfundflow";
  CHECK(std::holds_alternative<bill_refused>(
      side.speaks->understand_bill(day, side.carried(by_md5, at.now), at)));
}

TEST_CASE("what was paid out left the account, and is no trade") {
  channel_side side("alipay");
  const auto paid = side.behind.pay(
      {.type = business_type::payout,
       .key = "PAYOUT0000001",
       .amount = {2'500, currency::cny},
       .app_id = "wx1"},
      beijing("2026-01-02 08:00:00"));
  REQUIRE(paid.verdict == sim::pay_verdict::paid);
  const auto now = beijing("2026-01-03 10:00:00");
  CHECK(available(side, now) == sim::opening_balance - 2'500);
  CHECK(funds_of(side, now).rows.front().amount == money{-2'500, currency::cny});
  CHECK(std::holds_alternative<no_bill>(side.fetch(now)));
}

TEST_CASE("at WeChat Pay everything moves in one account, and another merchant's is empty") {
  channel_side side("wechat_v3");
  let_a_day_pass(side);
  const auto now = beijing("2026-01-03 10:00:00");
  for (const auto* which : {"OPERATION", "FEES"}) {
    const auto said = std::get<account_balance>(side.balance(which, now));
    CHECK(said.available == money{0, currency::cny});
    CHECK(said.pending == money{0, currency::cny});
  }
  auto other = find_dialect("wechat_v3")
                   ->make({.app_id = "wx1", .merchant_id = "1", .keys = keys_of("wechat_v3")});
  side.speaks = std::get<std::unique_ptr<dialect>>(std::move(other));
  CHECK(available(side, now) == sim::opening_balance);
}

TEST_CASE("an answer about a balance that is not proven tells nothing") {
  for (const auto* name : with_funds) {
    INFO(name);
    channel_side side(name);
    const auto which = find_dialect(side.name)->balances.front();
    const auto now = beijing("2026-01-03 10:00:00");
    const auto asked = side.speaks->assemble_balance(which, {.now = now, .chance = 7});
    REQUIRE(asked);
    auto said = side.carried(*asked, now);
    said.response.body[said.response.body.find("available_amount") + 20] ^= 1;
    CHECK(std::holds_alternative<balance_not_told>(
        side.speaks->understand_balance(which, said, now)));
  }
}

TEST_CASE("who gives no bill of funds and tells no balance is not asked, as its row says") {
  for (const auto& row : all_dialects()) {
    if (row.name == "qra") continue;  // nothing of the kind
    const channel_side side(row.name);
    const moment at{.now = beijing("2026-01-03 10:00:00"), .chance = 7};
    for (const auto kind : {bill_kind::trades, bill_kind::funds})
      CHECK(side.speaks->assemble_bill(day, kind, at).has_value() == row.gives(kind));
    for (const auto which : row.balances)
      CHECK(side.speaks->assemble_balance(which, at).has_value());
    CHECK_FALSE(side.speaks->assemble_balance("nobody's", at).has_value());
  }
}

}  // namespace sluice::test::funds_test

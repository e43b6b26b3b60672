// The simulated channels write bills, the dialects ask for them, the readers read them: what is in
// the bank's books must come out at the other end, to the fen.

#include <map>

#include "adapters/bills/read_bill.hpp"
#include "tests/adapters/bills/channel_side.hpp"
#include "tests/adapters/bills/read.hpp"

namespace sluice::test::mutual_test {
namespace {

using movements = std::multimap<std::string, std::int64_t>;

/// What the books say of that day: whose money, and how much of it went or came.
movements in_the_books(channel_side& side) {
  movements all;
  for (const auto& m : side.behind.take_movements()) {
    if (m.kind == sim::movement_kind::pay_received ||
        beijing_digits(m.at).substr(0, 8) != "20260102")
      continue;
    const bool goes = m.kind != sim::movement_kind::paid;
    all.emplace(m.key + '/' + m.refund_key, goes ? -m.amount.minor_units : m.amount.minor_units);
  }
  return all;
}

/// The same of the bill. What was revoked has no number of its own, or that of the trade.
movements in_the_bill(const bills::bill& read, bool by_channels_number,
                      const std::map<std::string, std::string>& key_by_number) {
  movements all;
  for (const auto& row : read.rows) {
    const bool is_payment = row.kind == bills::row_kind::payment;
    const auto payment = is_payment           ? row.own.ours
                         : by_channels_number ? key_by_number.at(row.original.channels)
                                              : row.original.ours;
    const bool is_number_of_ours = !is_payment && row.own.ours.starts_with("REFUND");
    all.emplace(payment + '/' + (is_number_of_ours ? row.own.ours : ""), row.amount.minor_units);
  }
  return all;
}

std::map<std::string, std::string> keys_by_number(channel_side& side) {
  std::map<std::string, std::string> all;
  for (const auto* key : {"YESTERDAY0001", "ORDER00000001", "ORDER00000002", "ORDER00000003"}) {
    const auto known = side.behind.query(key, beijing("2026-01-04 00:00:00"));
    REQUIRE(known);
    all.emplace(known->reference, key);
  }
  return all;
}

const std::vector<std::string_view> all_with_bills{"wechat_v2", "wechat_v3", "alipay", "unionpay"};

}  // namespace

TEST_CASE("what is in a channel's books of a day is in its bill, and nothing else") {
  for (const auto name : all_with_bills) {
    INFO(name);
    channel_side side(name);
    let_a_day_pass(side);
    const auto heard = side.fetch(beijing("2026-01-03 10:00:00"));
    const auto* file = std::get_if<bill_file>(&heard);
    REQUIRE(file != nullptr);
    CHECK(file->is_vouched_for == (name == "wechat_v3" || name == "unionpay"));
    const auto read = bill_in(bills::read_bill(name, file->bytes, ""));
    CHECK(bills::standing_of(read) == bills::bill_standing::proven);
    CHECK(read.rows.size() == 7);
    CHECK(in_the_bill(read, name == "unionpay", keys_by_number(side)) == in_the_books(side));
  }
}

TEST_CASE("fees and coupons of a simulated bill are those that the channel told of each order") {
  channel_side side("wechat_v3");
  let_a_day_pass(side);
  const auto heard = side.fetch(beijing("2026-01-03 10:00:00"));
  const auto read = bill_in(bills::read_bill("wechat_v3", std::get<bill_file>(heard).bytes, ""));
  for (const auto& row : read.rows) {
    if (row.own.ours == "ORDER00000002") {
      CHECK(row.amount == money{70'700, currency::cny});
      CHECK(row.settled == money{63'630, currency::cny});  // the merchant bears the coupon
      CHECK(row.fee == 382'000);                           // 0.60 % of it
    }
    if (row.own.ours == "REFUND0000001") CHECK(row.fee == -108'000);
  }
}

TEST_CASE("a day on which nothing moved has no bill, and a day to come has none yet") {
  for (const auto name : all_with_bills) {
    INFO(name);
    channel_side side(name);
    side.pay("ORDER00000001", 10'000, "2026-01-03 08:00:00");
    CHECK(std::holds_alternative<no_bill>(side.ask(beijing("2026-01-03 10:00:00"))));
  }
  for (const auto* name : {"wechat_v2", "wechat_v3"}) {
    channel_side side(name);
    CHECK(std::holds_alternative<bill_not_yet>(side.ask(beijing("2026-01-01 10:00:00"))));
  }
}

TEST_CASE("another account has another bill") {
  for (const auto name : all_with_bills) {
    INFO(name);
    channel_side side(name);
    auto paid = side.behind.pay(
        {.key = "ORDER00000001",
         .amount = {10'000, currency::cny},
         .app_id = "somebody",
         .said = {{"mch_id", "somebody"}, {"mchid", "somebody"}}},
        beijing("2026-01-02 08:00:00"));
    REQUIRE(paid.verdict == sim::pay_verdict::paid);
    CHECK(std::holds_alternative<no_bill>(side.ask(beijing("2026-01-03 10:00:00"))));
  }
}

TEST_CASE("a link leads to what lay there when it was given") {
  for (const auto* name : {"wechat_v3", "alipay"}) {
    INFO(name);
    channel_side side(name);
    side.pay("ORDER00000001", 10'000, "2026-01-02 08:00:00");
    const auto link = std::get<bill_link>(side.ask(beijing("2026-01-02 09:00:00")));
    side.pay("ORDER00000002", 10'000, "2026-01-02 09:00:01");
    const auto heard =
        bill_behind(link, side.carried(link.request, beijing("2026-01-02 09:00:02")));
    REQUIRE(std::holds_alternative<bill_file>(heard));
    const auto read = bill_in(bills::read_bill(name, std::get<bill_file>(heard).bytes, ""));
    CHECK(read.rows.size() == 1);
  }
}

TEST_CASE("a file whose hash is not the one that was told is no bill") {
  channel_side side("wechat_v3");
  let_a_day_pass(side);
  const auto now = beijing("2026-01-03 10:00:00");
  auto link = std::get<bill_link>(side.ask(now));
  auto said = side.carried(link.request, now);
  CHECK(std::holds_alternative<bill_file>(bill_behind(link, said)));
  link.sha1[0] = link.sha1[0] == '0' ? '1' : '0';
  CHECK(std::holds_alternative<bill_not_told>(bill_behind(link, said)));
}

TEST_CASE("an answer about bills that is not proven says nothing, neither yes nor no") {
  for (const auto* name : {"wechat_v3", "alipay", "unionpay"}) {
    for (const bool has_bill : {true, false}) {
      INFO(name << ' ' << has_bill);
      channel_side side(name);
      if (has_bill) let_a_day_pass(side);
      const moment at{.now = beijing("2026-01-03 10:00:00"), .chance = 7};
      const auto asked = side.speaks->assemble_bill(day, bill_kind::trades, at);
      REQUIRE(asked);
      auto said = side.carried(*asked, at.now);
      auto& body = said.response.body;
      const std::string_view word =
          name == std::string_view("unionpay") ? "signature=" : "20260103";
      if (name == std::string_view("unionpay"))
        body[body.find(word) + word.size()] ^= 1;
      else if (name == std::string_view("alipay"))
        body[body.find("\"sign\":\"") + 9] ^= 1;
      else
        said.response.headers = {};
      CHECK(std::holds_alternative<bill_not_told>(side.speaks->understand_bill(day, said, at)));
    }
  }
}

TEST_CASE("of a call that brought nothing nothing is known") {
  for (const auto name : all_with_bills) {
    channel_side side(name);
    const moment at{.now = beijing("2026-01-03 10:00:00")};
    for (const auto& lost :
         {http_result{.kind = http_result::outcome::timed_out},
          http_result{.kind = http_result::outcome::answered, .response = {.status = 502}},
          http_result{
              .kind = http_result::outcome::answered, .response = {.body = "<html>busy</html>"}}})
      CHECK(std::holds_alternative<bill_not_told>(side.speaks->understand_bill(day, lost, at)));
  }
}

}  // namespace sluice::test::mutual_test

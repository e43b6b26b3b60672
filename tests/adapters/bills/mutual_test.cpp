// The simulated channels write bills, the dialects ask for them, the readers read them: what is in
// the bank's books must come out at the other end, to the fen.

#include <map>

#include "adapters/bills/read_bill.hpp"
#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/dialects.hpp"
#include "sim/providers/alipay_face.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "sim/providers/unionpay_face.hpp"
#include "sim/providers/wechat_face.hpp"
#include "sim/providers/wechat_v3_face.hpp"
#include "tests/adapters/bills/read.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

constexpr bill_day day{std::chrono::year{2026}, std::chrono::January, std::chrono::day{2}};

instant beijing(const char* time) {
  const auto at = from_beijing_time(time);
  REQUIRE(at);
  return *at;
}

secret simulated(std::string_view name) {
  const auto text = sim::simulated_key(name);
  REQUIRE(text);
  return secret(std::string(*text));
}

account_keys keys_of(std::string_view dialect_name) {
  if (dialect_name == "wechat_v2") return {{"api_key", simulated("wechat_v2_api_key")}};
  if (dialect_name == "alipay")
    return {{"app_key", simulated("alipay_app_key")},
            {"alipay_public_key", simulated("alipay_public_key")}};
  if (dialect_name == "wechat_v3")
    return {{"merchant_key", simulated("wechat_v3_merchant_key")},
            {"merchant_certificate", simulated("wechat_v3_merchant_certificate")},
            {"api_v3_key", simulated("wechat_v3_api_key")},
            {"public_key", simulated("wechat_v3_public_key")},
            {"public_key_id", simulated("wechat_v3_public_key_id")}};
  return {{"merchant_key", simulated("unionpay_merchant_key")},
          {"merchant_certificate", simulated("unionpay_merchant_certificate")},
          {"root", simulated("unionpay_root")},
          {"middle", simulated("unionpay_middle")}};
}

/// A simulated channel and the dialect that asks it, at the times that a test names.
struct channel_side {
  explicit channel_side(std::string_view dialect_name) : name(dialect_name) {
    auto made = find_dialect(name)->make(
        {.app_id = "wx1", .merchant_id = "777290058110097", .keys = keys_of(name)});
    REQUIRE(std::holds_alternative<std::unique_ptr<dialect>>(made));
    speaks = std::get<std::unique_ptr<dialect>>(std::move(made));
  }

  sim::face_answer answer(const http_request& r, instant now) {
    const auto query = r.target.substr(std::min(r.target.find('?') + 1, r.target.size()));
    const auto path = r.target.substr(0, r.target.find('?'));
    if (name == "wechat_v2") return sim::wechat_face(behind).answer(path, r.body, now);
    if (name == "unionpay") return sim::unionpay_face(behind).answer(path, r.body, now);
    if (name == "alipay") {
      sim::alipay_face face(behind);
      return r.method == "GET" ? face.file(query, now) : face.answer(r.body, now);
    }
    return sim::wechat_v3_face(behind).answer(
        {.method = r.method,
         .target = r.target,
         .authorization = std::string(r.headers.find("Authorization").value_or("")),
         .body = r.body},
        now);
  }

  http_result carried(const http_request& r, instant now) {
    const auto said = answer(r, now);
    http_result out{.kind = http_result::outcome::answered,
                    .response = {.status = said.status, .body = said.body}};
    for (const auto& [header, value] : said.headers) out.response.headers.add(header, value);
    return out;
  }

  heard_bill ask(instant now, bill_day of = day) {
    const moment at{.now = now, .chance = 7};
    const auto asked = speaks->assemble_bill(of, at);
    REQUIRE(asked);
    return speaks->understand_bill(of, carried(*asked, now), at);
  }

  /// Follows a link.
  heard_bill fetch(instant now) {
    auto heard = ask(now);
    const auto* link = std::get_if<bill_link>(&heard);
    return link == nullptr ? heard : bill_behind(*link, carried(link->request, now));
  }

  void pay(const std::string& key, std::int64_t fen, const char* at) {
    auto paid = behind.pay(
        {.key = key,
         .amount = {fen, currency::cny},
         .app_id = name == "unionpay" ? "777290058110097" : "wx1",
         .said = {{"mch_id", "777290058110097"},
                  {"mchid", "777290058110097"},
                  {"merId", "777290058110097"}}},
        beijing(at));
    REQUIRE(paid.verdict == sim::pay_verdict::paid);
  }
  void give_back(const std::string& key, const std::string& refund_key, std::int64_t fen,
                 const char* at) {
    auto given = behind.give_refund(key, refund_key, {fen, currency::cny}, beijing(at));
    REQUIRE(given.verdict == sim::refund_verdict::accepted);
  }

  std::string name;
  std::unique_ptr<dialect> speaks{};
  sim::provider behind{{.channel = "c", .reference_prefix = "782"}};
};

/// On the day before, on the day and on the day after; paid, given back in parts, and revoked.
void let_a_day_pass(channel_side& side) {
  side.pay("YESTERDAY0001", 5'000, "2026-01-01 23:59:59");
  side.pay("ORDER00000001", 10'000, "2026-01-02 00:00:00");
  side.pay("ORDER00000002", 70'700, "2026-01-02 08:00:00");  // with a coupon: see coupons.hpp
  side.pay("ORDER00000003", 12'300, "2026-01-02 12:00:00");
  side.give_back("ORDER00000002", "REFUND0000001", 20'000, "2026-01-02 12:30:00");
  side.give_back("YESTERDAY0001", "REFUND0000002", 5'000, "2026-01-02 13:00:00");
  const auto revoked = side.behind.revoke("ORDER00000003", beijing("2026-01-02 13:30:00"));
  REQUIRE(revoked.verdict == sim::revoke_verdict::given_back);
  side.give_back("ORDER00000001", "REFUND0000003", 100, "2026-01-02 23:59:59");
  side.pay("TOMORROW00001", 900, "2026-01-03 00:00:00");
}

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
      const auto asked = side.speaks->assemble_bill(day, at);
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

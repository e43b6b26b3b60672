// Real files of the channels, and what is known of them (EXPECT.json).
#include "adapters/bills/exact_decimal.hpp"
#include "adapters/bills/read_bill.hpp"
#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/decimal_amount.hpp"
#include "adapters/signing/digest.hpp"
#include "tests/adapters/bills/read.hpp"
#include "tests/adapters/channels/vectors.hpp"

namespace sluice::test::published_bills_test {
using namespace sluice::bills;

namespace {

std::int64_t fen(const nlohmann::json& decimal) {
  const auto text = decimal.get<std::string>();
  const auto parts = parts_from_decimal(text);
  REQUIRE(parts);
  return *parts / 1000;
}

std::optional<bill> published(const std::string& dialect, const std::string& file) {
  const auto text = vector_text("bills/" + file);
  if (!text) return std::nullopt;
  return bill_in(read_bill(dialect, *text, file));
}

}  // namespace

TEST_CASE("each of WeChat Pay's published bills has the rows and sums that are known of it") {
  const auto known = vector_json("bills/EXPECT.json");
  if (!known) return;
  for (const auto& [file, expected] : known->items()) {
    if (!file.starts_with("wechat_")) continue;
    INFO(file);
    const auto read = published("wechat_v2", file);
    REQUIRE(read);
    CHECK(read->unreadable.empty());
    CHECK(read->rows.size() == expected.at("rows").get<std::size_t>());
    const auto& summary = expected.at("summary");
    CHECK(read->is_whole == !summary.is_null());
    if (summary.is_null()) continue;
    REQUIRE(read->sums.size() == summary.size());
    for (const auto& stated : summary) {
      const auto parts = parts_from_decimal(stated.get<std::string>());
      REQUIRE(parts);
      CHECK(std::ranges::any_of(read->sums, [&](const auto& one) { return one.stated == *parts; }));
    }
  }
}

TEST_CASE("WeChat Pay's whole bills add up, and those that were cut do not") {
  const auto standing = [](const std::string& file) {
    const auto read = published("wechat_v3", file);
    return read ? std::optional(standing_of(*read)) : std::nullopt;
  };
  if (!standing("wechat_all_3rows_sha1.csv")) return;
  CHECK(standing("wechat_all_3rows_sha1.csv") == bill_standing::proven);
  CHECK(standing("wechat_all_2018_24col_complete.csv") == bill_standing::proven);
  CHECK(standing("wechat_all_2014_24col.csv") == bill_standing::proven);
  CHECK(standing("wechat_all_27col.csv") == bill_standing::sums_differ);
  CHECK(standing("wechat_success_20col.csv") == bill_standing::sums_differ);
  CHECK(standing("wechat_fundflow_official.csv") == bill_standing::sums_differ);
  CHECK(standing("wechat_fundflow_2021_refunds.csv") == bill_standing::sums_differ);
  CHECK(standing("wechat_fundflow_2021_income_nosummary.csv") == bill_standing::cut);
}

TEST_CASE("the bytes of WeChat Pay's bill are those whose hash it told") {
  const auto text = vector_text("bills/wechat_all_3rows_sha1.csv");
  if (!text) return;
  CHECK(signing::hex_digest(signing::hash::sha1, *text) ==
        "dcd7ceb3d382a1181798368bb15d8437de46c00f");
}

TEST_CASE("a refund of WeChat Pay's has numbers of its own and those of its payment") {
  const auto read = published("wechat_v2", "wechat_all_2018_24col_complete.csv");
  if (!read) return;
  CHECK(count_of(*read, row_kind::payment) == 9);
  REQUIRE(count_of(*read, row_kind::refund) == 1);
  CHECK(sum_of(*read, row_kind::payment) == 240'009);
  CHECK(fees_of(*read) == 1'440'000);
  const auto& refund = read->rows.front();
  CHECK(refund.own ==
        numbers{"484316432018050745594984851525661661", "50000506642018050704485755976"});
  CHECK(refund.original == numbers{"152566112349603496538", "4200000113201805074559498485"});
  CHECK(refund.amount == money{-2, currency::cny});
  CHECK(refund.at == from_beijing_time("2018-05-07 10:54:45"));
  CHECK(refund.state == "SUCCESS");
  CHECK(refund.account == "1400000001");
}

TEST_CASE("a fund-flow row has the balance that it left") {
  const auto read = published("wechat_v2", "wechat_fundflow_2021_refunds.csv");
  if (!read) return;
  REQUIRE(read->rows.size() == 2);
  const auto& row = read->rows.back();
  CHECK(row.kind == row_kind::refund);
  CHECK(row.amount == money{-1, currency::cny});
  CHECK(row.balance == money{21, currency::cny});
  CHECK(row.own == numbers{"S20210201140044552846", "50300907032021020105978998710"});
  CHECK(row.entry == "4200000846202101197461830397");
}

TEST_CASE("Alipay's published bills add up, in UTF-8 and in GBK") {
  const auto known = vector_json("bills/EXPECT.json");
  if (!known) return;
  for (const std::string name : {"alipay_trade_2017", "alipay_trade_2019_refunds"})
    for (const std::string coding : {".utf8.csv", ".gbk.csv"}) {
      INFO(name << coding);
      const auto read = published("alipay", name + coding);
      REQUIRE(read);
      const auto& expected = known->at(name + ".*.csv");
      CHECK(read->form == bill_form::alipay_trade);
      CHECK(standing_of(*read) == bill_standing::proven);
      CHECK(read->rows.size() == expected.at("rows").get<std::size_t>());
      CHECK(sum_of(*read, row_kind::payment) + sum_of(*read, row_kind::refund) ==
            fen(expected.at("sum_net")));
    }
}

TEST_CASE("a refund of Alipay's is below zero and names its request and its trade") {
  const auto read = published("alipay", "alipay_trade_2019_refunds.gbk.csv");
  if (!read) return;
  CHECK(read->day == "2019-09-16");
  CHECK(read->account == "20880000000000000156");
  CHECK(count_of(*read, row_kind::refund) == 4);
  CHECK(sum_of(*read, row_kind::refund) == -4);
  CHECK(sum_of(*read, row_kind::payment) == 6);
  const auto& refund = read->rows.at(1);
  CHECK(refund.own == numbers{"re_test_1568602607356", ""});
  CHECK(refund.original == numbers{"service_1568601259302", "2019091622001458860515315453"});
  CHECK(refund.at == from_beijing_time("2019-09-16 10:56:48"));
  CHECK(refund.settled == money{-1, currency::cny});
}

TEST_CASE("Alipay's published account bill adds up") {
  const auto read = published("alipay", "alipay_signcustomer.gbk.csv");
  if (!read) return;
  CHECK(read->form == bill_form::alipay_account);
  CHECK(standing_of(*read) == bill_standing::proven);
  REQUIRE(read->rows.size() == 1);
  const auto& row = read->rows.front();
  CHECK(row.kind == row_kind::payment);
  CHECK(row.amount == money{227'400, currency::cny});
  CHECK(row.balance == money{1'453'303, currency::cny});
  CHECK(row.own == numbers{"3226563", "2012122923922029"});
  CHECK(row.entry == "54632446537371");
}

TEST_CASE("UnionPay's published archive adds up to its own summary") {
  const auto read = published("unionpay", "unionpay_20150905.zip");
  if (!read) return;
  CHECK(standing_of(*read) == bill_standing::proven);
  CHECK(read->rows.size() == 8);
  CHECK(read->day == "2015-09-05");
  CHECK(read->account == "802310048993424");
  CHECK(sum_of(*read, row_kind::payment) == 1'322'700);
  CHECK(fees_of(*read) == 7'936'000);
  const auto& first = read->rows.front();
  CHECK(first.own == numbers{"10078087", "201509061122031906248"});
  CHECK(first.settled == money{473'939, currency::cny});
  CHECK(first.at == from_beijing_time("2015-09-06 11:22:03"));
  CHECK(first.entry == "88022900-00049993-190624-0906112203");
}

TEST_CASE("UnionPay's file without its archive has the same rows and states no sums") {
  const auto text = vector_text("bills/unionpay_zm_20150905.txt");
  if (!text) return;
  const auto named = bill_in(read_bill("unionpay", *text, "INN15090588ZM_802310048993424"));
  CHECK(standing_of(named) == bill_standing::without_sums);
  CHECK(named.rows.size() == 8);
  CHECK(named.rows.front().at == from_beijing_time("2015-09-06 11:22:03"));
  const auto unnamed = bill_in(read_bill("unionpay", *text, "bill.txt"));
  CHECK(unnamed.rows.size() == 8);
  CHECK_FALSE(unnamed.rows.front().at);
}

TEST_CASE("a published bill that is cut anywhere is never called proven") {
  for (const auto& [dialect, file] :
       {std::pair{"wechat_v2", "wechat_all_2018_24col_complete.csv"},
        std::pair{"wechat_v2", "wechat_all_3rows_sha1.csv"},
        std::pair{"alipay", "alipay_trade_2019_refunds.gbk.csv"},
        std::pair{"unionpay", "unionpay_20150905.zip"}}) {
    const auto text = vector_text(std::string("bills/") + file);
    if (!text) return;
    INFO(file);
    const auto rows = bill_in(read_bill(dialect, *text, file)).rows.size();
    for (std::size_t size = 0; size + 2 < text->size(); size += 7) {
      const auto read = read_bill(dialect, std::string_view(*text).substr(0, size), file);
      const auto* cut = std::get_if<bill>(&read);
      // What comes after Alipay's totals says nothing of money.
      const bool is_proven = cut != nullptr && standing_of(*cut) == bill_standing::proven;
      if (is_proven) CHECK(cut->rows.size() == rows);
      if (std::string(file).starts_with("unionpay")) CHECK_FALSE(is_proven);
    }
  }
}

}  // namespace sluice::test::published_bills_test

// Bills over HTTP: the program asks running simulated channels, and keeps what they give.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "app/simulated_channels/simulated_channels.hpp"
#include "sim/providers/books.hpp"
#include "sim/providers/wire_text.hpp"
#include "tests/adapters/http/raw_client.hpp"
#include "tests/app/contains.hpp"
#include "tests/app/run_program.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"
#include "tests/sim/signed_requests.hpp"

namespace sluice::test::bills_test {
namespace {

/// The demo's configuration and channels, at a free port.
class bank {
 public:
  bank() : channels_({.books = folder_.path() / "books", .payer_delay = millis{20}}) {
    constexpr std::uint16_t of_notices = 18902;  // nobody listens: none is sent
    configuration_ = demo_on(channels_.port(), of_notices, folder_);
  }

  void pay_wechat(const std::string& key, const std::string& fen) {
    post("/pay/micropay",
         sim::test::signed_xml(
             "<appid>wx0000000000000001</appid><mch_id>1900000109</mch_id>"
             "<nonce_str>n</nonce_str><body>b</body><out_trade_no>" +
                 key + "</out_trade_no><total_fee>" + fen +
                 "</total_fee><spbill_create_ip>127.0.0.1</spbill_create_ip>"
                 "<auth_code>134567890123456789</auth_code>",
             "wechat_v2_api_key"));
  }
  void pay_alipay(const std::string& app_id, const std::string& key, const std::string& yuan) {
    post("/gateway.do",
         sim::test::signed_alipay_form(
             {{"app_id", app_id},
              {"method", "alipay.trade.pay"},
              {"biz_content", R"({"out_trade_no":")" + key + R"(","total_amount":")" + yuan +
                                  R"(","subject":"s","scene":"bar_code","auth_code":"28123"})"}}));
  }

  /// "2026-01-02": when the last money moved.
  [[nodiscard]] std::string day() const {
    const auto moved = sim::read_movements(folder_.path() / "books");
    REQUIRE_FALSE(moved.empty());
    return sim::beijing_time(moved.back().at).substr(0, 10);
  }

  outcome fetch(const std::string& channel, const std::string& day) const {
    return run_sluice({"bills", "fetch", "--config", configuration_, "--channel", channel, "--day",
                       day, "--to", folder_.path().string()});
  }
  outcome fetch_funds(const std::string& channel, const std::string& day) const {
    return run_sluice({"bills", "fetch", "--kind", "funds", "--config", configuration_, "--channel",
                       channel, "--day", day, "--to", folder_.path().string()});
  }
  outcome balance(const std::vector<std::string>& of = {}) const {
    std::vector<std::string> words{"balance", "--config", configuration_};
    words.insert(words.end(), of.begin(), of.end());
    return run_sluice(words);
  }
  /// WeChat Pay's certificates are all that vouches for it, and none is in the file.
  void forget_public_key() {
    std::ifstream in(configuration_);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    std::istringstream lines(text);
    std::string kept;
    for (std::string line; std::getline(lines, line);)
      if (!line.starts_with("public_key")) kept += line + '\n';
    REQUIRE(kept.size() < text.size());
    configuration_ = folder_.write("without_key.toml", kept);
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_.path() / name).string();
  }

 private:
  void post(const std::string& target, const std::string& body) {
    raw_client client{channels_.port()};
    client.post(target, body);
    REQUIRE(client.receive().value().status == 200);
  }

  temporary_folder folder_;
  simulated_channels channels_;
  std::string configuration_;
};

}  // namespace

TEST_CASE("the bill of a day is fetched, kept whole and shown") {
  bank b;
  b.pay_wechat("A0000001", "1200");
  b.pay_wechat("A0000002", "3000");
  const auto day = b.day();
  const auto fetched = b.fetch("wechat", day);
  CAPTURE(fetched.out, fetched.error);
  CHECK(fetched.status == 0);
  CHECK_THAT(fetched.out, contains("wechat-" + day + ".csv"));
  CHECK_THAT(fetched.out, contains("2 rows: its rows add up to its sums"));
  CHECK_THAT(fetched.out, contains("no signature vouches"));

  const auto shown =
      run_sluice({"bills", "show", b.path("wechat-" + day + ".csv"), "--dialect", "wechat_v2"});
  CHECK(shown.status == 0);
  CHECK_THAT(shown.out, contains("42.00 CNY"));
  CHECK_THAT(shown.out, contains("0 unreadable"));
}

TEST_CASE("a bill never takes the place of another one") {
  bank b;
  b.pay_wechat("A0000001", "1200");
  const auto day = b.day();
  CHECK(b.fetch("wechat", day).status == 0);
  const auto again = b.fetch("wechat", day);  // the same bytes
  CHECK(again.status == 0);
  CHECK_THAT(again.out, contains("has already "));
  const auto file = b.path("wechat-" + day + ".csv");
  const auto size = std::filesystem::file_size(file);
  b.pay_wechat("A0000002", "3000");
  const auto refused = b.fetch("wechat", day);
  CHECK(refused.status == 1);
  CHECK_THAT(refused.error, contains("is there already"));
  CHECK(std::filesystem::file_size(file) == size);
}

TEST_CASE("a key that is not known yet is fetched, and the bill asked for again") {
  bank b;
  b.forget_public_key();
  const auto fetched = b.fetch("wechat-v3", "2020-01-02");
  CAPTURE(fetched.out, fetched.error);
  CHECK(fetched.status == 6);  // proven: there is none
}

TEST_CASE("channels exchange their keys no faster than an engine may ask for them") {
  const auto refused = run_sluice({"channels", "--exchange-keys", "30s"});
  CHECK(refused.status == 2);
  CHECK_THAT(refused.error, contains("at least 90s"));
}

TEST_CASE("a link is followed to where the channel says") {
  bank b;
  b.pay_alipay("2088000000000001", "A0000001", "12.00");
  const auto day = b.day();
  const auto fetched = b.fetch("alipay", day);
  CAPTURE(fetched.out, fetched.error);
  CHECK(fetched.status == 0);
  CHECK_THAT(fetched.out, contains("alipay-" + day + ".zip"));
  CHECK_THAT(fetched.out, contains("1 row: its rows add up to its sums"));
}

TEST_CASE("what moved in an account is a bill of its own, beside that of the trades") {
  bank b;
  b.pay_alipay("2088000000000001", "A0000001", "12.00");
  const auto day = b.day();
  CHECK(b.fetch("alipay", day).status == 0);
  const auto fetched = b.fetch_funds("alipay", day);
  CAPTURE(fetched.out, fetched.error);
  CHECK(fetched.status == 0);
  CHECK_THAT(fetched.out, contains("alipay-" + day + "-funds.zip"));
  CHECK_THAT(fetched.out, contains("2 rows: its rows add up to its sums"));
  CHECK(b.fetch_funds("wechat-v3", "2020-01-02").status == 6);
  const auto none = b.fetch_funds("unionpay", day);
  CHECK(none.status == 2);
  CHECK_THAT(none.error, contains("give no funds bills"));
}

TEST_CASE("channels tell what lies in the merchant's accounts, a line an account") {
  bank b;
  b.pay_alipay("2088000000000001", "A0000001", "12.00");
  const auto all = b.balance();
  CAPTURE(all.out, all.error);
  CHECK(all.status == 0);
  CHECK_THAT(all.out, contains("wechat-v3 BASIC: 10000.00 CNY available, 0.00 CNY pending\n"));
  CHECK_THAT(all.out, contains("wechat-v3 OPERATION: 0.00 CNY available, 0.00 CNY pending\n"));
  CHECK_THAT(all.out, contains("wechat-v3 FEES: "));
  CHECK_THAT(all.out, contains("alipay account: 10011.93 CNY available, 0.00 CNY frozen, "
                               "10011.93 CNY in all\n"));
  const auto one = b.balance({"alipay"});
  CHECK(one.status == 0);
  CHECK_THAT(one.out, !contains("wechat"));
  b.forget_public_key();
  CHECK(b.balance({"wechat-v3"}).status == 0);  // its key is fetched
}

TEST_CASE("who does not tell a balance, or is not there, is no channel to ask") {
  const bank b;
  CHECK(b.balance({"qra"}).status == 2);
  CHECK(b.balance({"nobody"}).status == 2);
  CHECK(run_sluice({"balance"}).status == 2);
}

TEST_CASE("no bill and no bill yet have exit statuses of their own, and leave no file") {
  const bank b;
  CHECK(b.fetch("wechat", "2020-01-02").status == 6);
  CHECK(b.fetch("wechat", "2999-01-02").status == 5);
  CHECK(b.fetch("alipay", "2020-01-02").status == 6);
  CHECK_FALSE(std::filesystem::exists(b.path("wechat-2020-01-02.csv")));
}

TEST_CASE("what cannot be fetched is told before anybody is asked") {
  const bank b;
  CHECK(b.fetch("wechat", "2026-02-30").status == 2);
  CHECK(b.fetch("nobody", "2026-01-02").status == 2);
}

TEST_CASE("a bill that does not add up is shown, and fails") {
  const temporary_folder folder;
  const auto file = folder.write(
      "bill.csv",
      "交易时间,商户号,微信订单号,商户订单号,交易状态,货币种类,手续费,总金额\n"
      "`2026-01-02 03:04:05,`19,`42,`A1,`SUCCESS,`CNY,`0.01,`1.50\n"
      "`not a row\n"
      "总交易单数,总交易额\n`1,`1.51\n");
  const auto shown = run_sluice({"bills", "show", file, "--dialect", "wechat_v2"});
  CHECK(shown.status == 1);
  CHECK_THAT(shown.out, contains("line 3: "));
  CHECK_THAT(shown.out, contains("DIFFERS"));
  CHECK(run_sluice({"bills", "show", file, "--dialect", "alipay"}).status == 1);
  CHECK(run_sluice({"bills", "show", file, "--dialect", "nothing"}).status == 2);
}

TEST_CASE("a trade that comes twice in a bill is said, and fails, though the sums agree") {
  const temporary_folder folder;
  const auto file = folder.write(
      "bill.csv",
      "交易时间,商户号,微信订单号,商户订单号,交易状态,货币种类,手续费,总金额\n"
      "`2026-01-02 03:04:05,`19,`42,`A1,`SUCCESS,`CNY,`0.01,`1.50\n"
      "`2026-01-02 03:04:05,`19,`42,`A1,`SUCCESS,`CNY,`0.01,`1.50\n"
      "总交易单数,总交易额\n`2,`3.00\n");
  const auto shown = run_sluice({"bills", "show", file, "--dialect", "wechat_v2"});
  CHECK(shown.status == 1);
  CHECK_THAT(shown.out, contains("its rows add up to its sums"));
  CHECK_THAT(shown.error, contains("the trade A1 comes twice, for the second time in line 3"));
}

}  // namespace sluice::test::bills_test

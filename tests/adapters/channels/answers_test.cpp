#include "adapters/channels/answers.hpp"

#include "adapters/channels/dialects.hpp"
#include "adapters/channels/instant_channel.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using outcome = http_result::outcome;

TEST_CASE("silence of every kind is unknown, for every operation and every dialect") {
  for (const auto& row : all_dialects()) {
    const auto speaks = dialect_of(row.name, whole_account(row.name));
    for (const auto kind :
         {outcome::timed_out, outcome::cut_off, outcome::too_large, outcome::stopped}) {
      const http_result silence{.kind = kind};
      CHECK(attempt_in(understood(*speaks, call_of(operation::pay), silence)).found ==
            order::finding::unknown);
      CHECK(attempt_in(understood(*speaks, call_of(operation::query), silence)).found ==
            order::finding::unknown);
      CHECK(revoke_in(understood(*speaks, call_of(operation::revoke), silence)).found ==
            order::revoke_finding::unknown);
      CHECK(revoke_in(understood(*speaks, call_of(operation::close), silence)).found ==
            order::revoke_finding::unknown);
      CHECK(refund_in(understood(*speaks, call_of(operation::refund), silence)).found ==
            order::refund_finding::unknown);
      CHECK(refund_in(understood(*speaks, call_of(operation::refund_query), silence)).found ==
            order::refund_finding::unknown);
    }
  }
}

TEST_CASE("bodies that are no answer are unknown") {
  const std::string page = "<html><head><title>502 Bad Gateway</title></head></html>";
  for (const auto& row : all_dialects()) {
    const auto speaks = dialect_of(row.name, whole_account(row.name));
    for (const auto& body :
         {std::string{}, page, std::string("<xml><return_code>SUCC"), std::string("{\"alipay_"),
          std::string("null"), std::string("[]"), std::string("{}"), std::string("<xml></xml>"),
          std::string("\0\0", 2), std::string("\xff\xfe")}) {
      const auto report = attempt_in(understood(*speaks, call_of(operation::pay), answered(body)));
      CHECK(report.found == order::finding::unknown);
      CHECK_FALSE(report.reroutable);
      CHECK_FALSE(report.code.empty());
    }
  }
}

TEST_CASE("a status that is not 2xx is unknown, whatever the body says") {
  const auto paid = signed_xml(
      "<xml><return_code>SUCCESS</return_code><appid>wx1</appid><mch_id>100</mch_id>"
      "<result_code>SUCCESS</result_code><out_trade_no>K1</out_trade_no>"
      "<total_fee>1250</total_fee></xml>");
  CHECK(attempt_in(understood(our_wechat(), call_of(operation::pay), answered(paid))).found ==
        order::finding::paid);
  for (const int status : {100, 199, 300, 302, 404, 429, 500, 502, 503}) {
    const auto report =
        attempt_in(understood(our_wechat(), call_of(operation::pay), answered(paid, status)));
    CHECK(report.found == order::finding::unknown);
    CHECK(report.code == "http_" + std::to_string(status));
  }
}

TEST_CASE("only a pay that found no connection was surely not sent") {
  const http_result refused{.kind = outcome::not_connected};
  const auto& speaks = our_alipay();
  const auto pay = attempt_in(understood(speaks, call_of(operation::pay), refused));
  CHECK(pay.found == order::finding::not_sent);
  CHECK(pay.from == order::source::engine);
  CHECK(attempt_in(understood(speaks, call_of(operation::query), refused)).found ==
        order::finding::unknown);
  CHECK(refund_in(understood(speaks, call_of(operation::refund), refused)).found ==
        order::refund_finding::unknown);
}

TEST_CASE("text is cut between characters, not inside one") {
  CHECK(cut_text("coffee", 10) == "coffee");
  CHECK(cut_text("coffee", 3) == "cof");
  CHECK(cut_text("咖啡", 5) == "咖");
  CHECK(cut_text("咖啡", 3) == "咖");
  CHECK(cut_text("咖", 2).empty());
}

TEST_CASE("the instant channel says yes before start returns") {
  instant_channel channel;
  int answers = 0;
  channel.start(call_of(operation::pay), [&](const channel_answer& answer) {
    ++answers;
    CHECK(attempt_in(answer).found == order::finding::paid);
    CHECK(attempt_in(answer).amount == money{1250, currency::cny});
  });
  channel.start(call_of(operation::revoke), [&](const channel_answer& answer) {
    ++answers;
    CHECK(revoke_in(answer).found == order::revoke_finding::done);
  });
  channel.start(call_of(operation::refund), [&](const channel_answer& answer) {
    ++answers;
    CHECK(refund_in(answer).found == order::refund_finding::done);
  });
  channel.start(call_of(operation::query), [&](const channel_answer& answer) {
    ++answers;
    CHECK(attempt_in(answer).found == order::finding::unknown);
  });
  CHECK(answers == 4);
}

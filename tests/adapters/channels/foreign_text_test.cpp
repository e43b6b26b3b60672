#include "adapters/channels/foreign_text.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

std::vector<std::string> texts_in(const channel_answer& answer) {
  struct looks {
    std::vector<std::string> operator()(const order::attempt_report& r) {
      return {r.code, r.channel_reference, r.told.payer_account, r.told.trace};
    }
    std::vector<std::string> operator()(const order::revoke_report& r) { return {r.code}; }
    std::vector<std::string> operator()(const agreement::report& r) {
      return {r.code, r.payer, r.reference.shown()};
    }
    std::vector<std::string> operator()(const order::refund_report& r) {
      return {r.code, r.channel_reference, r.told.payer_account, r.told.trace};
    }
  };
  return std::visit(looks{}, answer);
}

/// What word() makes can have a '?' in it, which is no foreign text's word.
bool is_clean(std::string text) {
  std::replace(text.begin(), text.end(), '?', '_');
  return foreign_text(text).is_word();
}

// NOLINTBEGIN(misc-misleading-bidirectional): rude on purpose
const std::vector<std::string> rude_texts{
    std::string(5'000, 'x'),     std::string(65, '9'), "a\nb\rc\td",
    "\x1b[31mred\x1b[0m",        "\xff\xfe\xc3",       "\xe2\x80\xae reversed",
    "\",\"event\":\"order_paid", "text\x7f<script>",   "咖啡"};
// NOLINTEND(misc-misleading-bidirectional)

const std::vector<operation> all_operations{
    operation::pay,   operation::query,  operation::revoke,
    operation::close, operation::refund, operation::refund_query};

}  // namespace

TEST_CASE("what is kept of a foreign text is short and harmless") {
  CHECK(foreign_text("ACQ.TRADE_NOT_EXIST").word() == "ACQ.TRADE_NOT_EXIST");
  CHECK(foreign_text("a\nb\x1b[31m\"").word() == "a?b??31m?");
  CHECK(foreign_text(std::string(1000, 'x')).word().size() == foreign_text::longest_word);
  CHECK(foreign_text("").word().empty());
  for (const auto& rude : rude_texts) CHECK(is_clean(foreign_text(rude).word()));
}

TEST_CASE("a person shown masked keeps the sign of his address, and nothing else that is rude") {
  CHECK(foreign_text("sim***@example.com").masked_name() == "sim***@example.com");
  CHECK(foreign_text("158****1562").masked_name() == "158****1562");
  CHECK(foreign_text("a@b\n<c>").masked_name() == "a@b??c?");
  CHECK(foreign_text(std::string(1000, '@')).masked_name().size() == foreign_text::longest_word);
  for (const auto& rude : rude_texts) CHECK(is_clean(foreign_text(rude).masked_name()));
}

TEST_CASE("a word is what is kept whole") {
  CHECK(foreign_text("K1_a-b.c|d*").is_word());
  CHECK(foreign_text(std::string(64, 'x')).is_word());
  for (const auto& rude : rude_texts) CHECK_FALSE(foreign_text(rude).is_word());
}

TEST_CASE("foreign texts are compared whole, with all their bytes") {
  using namespace std::string_view_literals;
  CHECK(foreign_text("SUCCESS") == "SUCCESS");
  CHECK(foreign_text("SUCCESS\0"sv) != "SUCCESS");
  CHECK(foreign_text(std::string(100, 'x')) != std::string(64, 'x'));
}

TEST_CASE("nothing rude in a WeChat answer reaches a report") {
  for (const auto what : all_operations)
    for (const auto& rude : rude_texts)
      for (const auto* result : {"SUCCESS", "FAIL"}) {
        const auto field = [&](const std::string& name) {
          return '<' + name + "><![CDATA[" + rude + "]]></" + name + '>';
        };
        const auto body =
            "<xml><return_code>SUCCESS</return_code><appid>wx1</appid><mch_id>100</mch_id>"
            "<result_code>" +
            std::string(result) +
            "</result_code><out_trade_no>K1</out_trade_no><total_fee>1250</total_fee>"
            "<out_refund_no>RK1</out_refund_no><refund_fee>300</refund_fee>"
            "<out_refund_no_0>RK1</out_refund_no_0><refund_fee_0>300</refund_fee_0>" +
            field("transaction_id") + field("bank_type") + field("recall") +
            field("refund_status_0") + field("refund_id_0") + field("refund_recv_accout_0") +
            (*result == 'F' ? field("err_code") : field("refund_id"));
        for (const auto& text : texts_in(
                 understood(our_wechat(), call_of(what), answered(signed_xml(body + "</xml>")))))
          CHECK(is_clean(text));
      }
}

TEST_CASE("nothing rude in an Alipay answer reaches a report") {
  const nlohmann::json names{
      "code", "sub_code", "trade_no", "refund_status", "trade_status", "fund_bill_list"};
  const std::vector<std::pair<operation, std::string>> methods{
      {operation::pay, "alipay_trade_pay"},
      {operation::query, "alipay_trade_query"},
      {operation::revoke, "alipay_trade_cancel"},
      {operation::close, "alipay_trade_close"},
      {operation::refund, "alipay_trade_refund"},
      {operation::refund_query, "alipay_trade_fastpay_refund_query"}};
  for (const auto& [what, method] : methods)
    for (const auto& rude : rude_texts)
      for (const auto& name : names) {
        nlohmann::json node{{"code", "10000"}, {"out_trade_no", "K1"}, {"total_amount", "12.50"}};
        if (name == "fund_bill_list")
          node["fund_bill_list"] = {{{"fund_channel", rude}}};
        else
          node[name.get<std::string>()] = rude;
        const nlohmann::json whole{{method + "_response", node}};
        const auto body = whole.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        for (const auto& text :
             texts_in(understood(our_alipay(), call_of(what), answered(signed_json(body)))))
          CHECK(is_clean(text));
      }
}

TEST_CASE("nothing rude in a notification reaches the engine") {
  for (const auto& rude : rude_texts) {
    const auto told = [&](const std::string& number, const std::string& reference,
                          const std::string& state) {
      return heard(our_alipay(), posted("/notify/ali", signed_form({{"app_id", "2014"},
                                                                    {"out_trade_no", number},
                                                                    {"trade_no", reference},
                                                                    {"trade_status", state},
                                                                    {"total_amount", "12.50"}})));
    };
    // No number of ours looks like that.
    CHECK(std::get<notice_refusal>(told(rude, "2", "TRADE_SUCCESS")) == notice_refusal::unreadable);
    const auto news = std::get<channel_notification>(told("K1", rude, "TRADE_SUCCESS"));
    CHECK(is_clean(news.channel_reference));
    const auto strange = std::get<channel_notification>(told("K1", "2", rude));
    CHECK(strange.found == order::finding::unknown);
    CHECK(is_clean(strange.code));
  }
}

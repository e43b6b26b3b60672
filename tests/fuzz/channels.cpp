// What channels answer and notify, in every dialect: as it is, which must prove nothing, and signed
// as the channel would. Of an answer the first byte chooses which call is answered, the second the
// status.
#include <memory>
#include <utility>

#include "adapters/channels/alipay/codes.hpp"
#include "adapters/channels/unionpay/codes.hpp"
#include "adapters/channels/wechat_v2/codes.hpp"
#include "adapters/channels/wechat_v3/codes.hpp"
#include "base/enumerators.hpp"
#include "base/invariant.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
#include "tests/fuzz/senders.hpp"
#include "tests/fuzz/targets.hpp"

namespace sluice::fuzz {
namespace {

struct speaker {
  const dialect_row* row;
  std::unique_ptr<dialect> speaks;
};

const std::vector<speaker>& speakers() {
  static const auto all = [] {
    std::vector<speaker> out;
    for (const auto& row : all_dialects())
      out.push_back({&row, test::dialect_of(row.name, test::whole_account(row.name))});
    return out;
  }();
  return all;
}

constexpr auto& operations = enumerators<operation>;
constexpr auto& types = enumerators<business_type>;

channel_call call_chosen_by(unsigned char chosen) {
  const auto type = types[chosen / operations.size() % types.size()];
  return test::call_of(operations[chosen % operations.size()], type);
}

/// The seed that answers a call of this operation, with this status: 200, or 400 and more.
std::string answer_to(operation what, const std::string& body,
                      business_type type = business_type::payment_code, int status = 200) {
  unsigned char chosen = 0;
  while (call_chosen_by(chosen).what != what || call_chosen_by(chosen).type != type) ++chosen;
  return std::string{
             static_cast<char>(chosen), status == 200 ? '\0' : static_cast<char>(status - 399)} +
         body;
}

std::string wechat_answer(std::string_view inner) {
  return "<xml><return_code>SUCCESS</return_code><appid>wx1</appid><mch_id>100</mch_id>" +
         std::string(inner) + "</xml>";
}

std::string alipay_answer(std::string_view method, std::string_view inner) {
  return "{\"" + std::string(method) + "_response\":{" + std::string(inner) + "},\"sign\":\"x\"}";
}

template <class Table>
void add_refusals(std::vector<std::string>& out, operation what, std::string_view alipay_method,
                  const Table& table) {
  for (const auto& row : table) {
    const std::string code(row.code);
    out.push_back(answer_to(
        what,
        alipay_method.empty()
            ? wechat_answer("<result_code>FAIL</result_code><err_code>" + code + "</err_code>")
            : alipay_answer(alipay_method, R"("code":"40004","sub_code":")" + code + '"')));
  }
}

constexpr std::string_view wechat_v3_trade =
    R"({"appid":"wx1","mchid":"100","out_trade_no":"K1","transaction_id":"42",)"
    R"("trade_type":"MICROPAY","trade_state":"SUCCESS","bank_type":"CMB_CREDIT",)"
    R"("success_time":"2026-01-15T08:00:00+08:00",)"
    R"("amount":{"total":1250,"payer_total":1200,"currency":"CNY"}})";
constexpr std::string_view wechat_v3_refund =
    R"({"mchid":"100","refund_id":"5","out_refund_no":"RK1","out_trade_no":"K1",)"
    R"("channel":"ORIGINAL","status":"SUCCESS","amount":{"total":1250,"refund":300}})";
constexpr std::string_view unionpay_payment =
    "version=5.1.0&merId=100&orderId=K1&txnTime=19700101080000&txnType=01&txnAmt=1250&"
    "currencyCode=156&queryId=77260&traceNo=784649&traceTime=0101080001&settleAmt=1250&"
    "settleDate=0101&settleCurrencyCode=156&reserved={a=1&b=2}&respCode=";
constexpr std::string_view unionpay_refund =
    "version=5.1.0&merId=100&orderId=RK1&txnTime=19700101080000&txnType=04&txnAmt=300&"
    "currencyCode=156&queryId=77261&respCode=";
constexpr std::string_view qra_payment =
    "<xml><status>0</status><result_code>0</result_code><mch_id>100</mch_id>"
    "<out_trade_no>K1</out_trade_no><total_fee>1250</total_fee><pay_result>0</pay_result>"
    "<transaction_id>42</transaction_id></xml>";

void add_wechat_v3(std::vector<std::string>& out) {
  const std::string trade(wechat_v3_trade), refund(wechat_v3_refund);
  out.push_back(answer_to(operation::pay, trade));
  out.push_back(answer_to(operation::query, trade));
  out.push_back(answer_to(operation::refund, refund));
  out.push_back(answer_to(operation::refund_query, refund));
  out.push_back(
      answer_to(operation::pay, R"({"code_url":"weixin://wxpay/x"})", business_type::native_qr));
  for (const auto& [status, row] : wechat_v3::pay_errors)
    if (status >= 400)
      out.push_back(answer_to(operation::pay, R"({"code":")" + std::string(row.code) + "\"}",
                              business_type::payment_code, status));
}

void add_unionpay(std::vector<std::string>& out) {
  constexpr auto quick = business_type::quick_pay;
  const std::string payment(unionpay_payment), refund(unionpay_refund);
  for (const auto& row : unionpay::codes) {
    const std::string code(row.code);
    for (const auto what : {operation::pay, operation::confirm})
      out.push_back(answer_to(what, payment + code, quick));
    for (const auto what : {operation::query, operation::close})
      out.push_back(answer_to(what, payment + "00&origRespCode=" + code, quick));
  }
  out.push_back(answer_to(operation::refund, refund + "00", quick));
  out.push_back(answer_to(operation::refund_query, refund + "00&origRespCode=00", quick));
}

void add_qra(std::vector<std::string>& out) {
  out.push_back(answer_to(operation::pay, std::string(qra_payment)));
  out.push_back(answer_to(operation::pay,
                          "<xml><status>0</status><result_code>1</result_code><mch_id>100</mch_id>"
                          "<err_code>NOAUTH</err_code><need_query>N</need_query></xml>"));
}

void check_kind(const channel_call& call, const channel_answer& answer) {
  // A call of one kind is never answered with a report of another.
  const bool about_refund =
      call.what == operation::refund || call.what == operation::refund_query ||
      call.what == operation::send_on_refund;
  SLUICE_INVARIANT(std::holds_alternative<order::refund_report>(answer) == about_refund);
}

}  // namespace

void feed_answer(std::string_view bytes) {
  if (bytes.size() < 2) return;
  const auto call = call_chosen_by(static_cast<unsigned char>(bytes[0]));
  const int status = bytes[1] == '\0' ? 200 : 399 + static_cast<unsigned char>(bytes[1]);
  const std::string body(bytes.substr(2));
  for (const auto& [row, speaks] : speakers()) {
    if (!row->can(call.what, call.type)) continue;
    const auto unproven = speaks->understand(call, test::answered(body, status), sent_at);
    check_kind(call, unproven);
    SLUICE_INVARIANT(test::is_unknown(unproven));
    check_kind(call, speaks->understand(call, proven_answer(row->name, body, status), sent_at));
  }
}

void feed_notification(std::string_view bytes) {
  const std::string body(bytes);
  for (const auto& [row, speaks] : speakers()) {
    const auto unproven = speaks->hear(test::posted("/notify", body), sent_at);
    SLUICE_INVARIANT(std::holds_alternative<notice_refusal>(unproven));
    const auto proven = speaks->hear(proven_notice(row->name, body), sent_at);
    if (const auto* news = std::get_if<channel_notification>(&proven))
      SLUICE_INVARIANT(news->verified && !news->key.value().empty());
  }
}

std::vector<std::string> answer_seeds() {
  const std::string paid =
      "<result_code>SUCCESS</result_code><out_trade_no>K1</out_trade_no><total_fee>1250</total_fee>"
      "<transaction_id>42</transaction_id>";
  std::vector<std::string> out{
      answer_to(operation::pay, wechat_answer(paid)),
      answer_to(operation::query, wechat_answer(paid + "<trade_state>SUCCESS</trade_state>")),
      answer_to(operation::pay,
                alipay_answer("alipay_trade_pay", R"("code":"10000","total_amount":"12.50",)"
                                                  R"("out_trade_no":"K1","trade_no":"2017")")),
      answer_to(operation::query,
                alipay_answer("alipay_trade_query", R"("code":"10000","total_amount":"12.50",)"
                                                    R"("out_trade_no":"K1","trade_no":"2017",)"
                                                    R"("trade_status":"TRADE_SUCCESS")"))};
  add_refusals(out, operation::pay, "", wechat_v2::micropay_codes);
  add_refusals(out, operation::revoke, "", wechat_v2::reverse_codes);
  add_refusals(out, operation::refund, "", wechat_v2::refund_codes);
  add_refusals(out, operation::pay, "alipay_trade_pay", alipay::pay_codes);
  add_refusals(out, operation::revoke, "alipay_trade_cancel", alipay::cancel_codes);
  add_refusals(out, operation::refund, "alipay_trade_refund", alipay::refund_codes);
  add_wechat_v3(out);
  add_unionpay(out);
  add_qra(out);
  return out;
}

std::vector<std::string> notification_seeds() {
  return {"app_id=2014&out_trade_no=K1&trade_no=2017&trade_status=TRADE_SUCCESS&total_amount=12.50",
          "app_id=2014&out_trade_no=K1&trade_status=TRADE_CLOSED&refund_fee=12.50",
          std::string(wechat_v3_trade),
          std::string(wechat_v3_refund),
          std::string(unionpay_payment) + "00",
          std::string(unionpay_refund) + "00",
          std::string(qra_payment)};
}

}  // namespace sluice::fuzz

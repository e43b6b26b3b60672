// What channels answer and notify, in every dialect: as it is, which must prove nothing, and signed
// as the channel would. Of an answer the first byte chooses which call is answered, the second the
// status.
#include <memory>
#include <utility>

#include "adapters/channels/alipay/codes.hpp"
#include "adapters/channels/form.hpp"
#include "adapters/channels/wechat_v2/codes.hpp"
#include "base/enumerators.hpp"
#include "base/invariant.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/channels/signed_answers.hpp"
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

/// The seed that answers a call of this operation, payment code, with status 200.
std::string answer_to(operation what, const std::string& body) {
  unsigned char chosen = 0;
  while (call_chosen_by(chosen).what != what) ++chosen;
  return std::string{static_cast<char>(chosen), '\0'} + body;
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

/// Whichever of the two it may be.
std::string signed_body(const std::string& body) {
  return test::signed_json(test::signed_xml(body));
}

void check_kind(const channel_call& call, const channel_answer& answer) {
  // A call of one kind is never answered with a report of another.
  const bool about_refund = call.what == operation::refund || call.what == operation::refund_query;
  SLUICE_INVARIANT(std::holds_alternative<order::refund_report>(answer) == about_refund);
}

}  // namespace

void feed_answer(std::string_view bytes) {
  if (bytes.size() < 2) return;
  const auto call = call_chosen_by(static_cast<unsigned char>(bytes[0]));
  const int status = bytes[1] == '\0' ? 200 : 400 + static_cast<unsigned char>(bytes[1]);
  const std::string body(bytes.substr(2));
  for (const auto& [row, speaks] : speakers()) {
    if (!row->can(call.what, call.type)) continue;
    const auto unproven = test::understood(*speaks, call, test::answered(body, status));
    check_kind(call, unproven);
    SLUICE_INVARIANT(test::is_unknown(unproven));
    check_kind(call, test::understood(*speaks, call, test::answered(signed_body(body), status)));
  }
}

void feed_notification(std::string_view bytes) {
  const auto hears = [](const dialect& speaks, std::string body) {
    return test::heard(speaks, test::posted("/notify", std::move(body)));
  };
  const auto read = form_decode(bytes);
  test::named_texts fields;
  if (const auto* all = std::get_if<form_fields>(&read)) fields.assign(all->begin(), all->end());
  for (const auto& [row, speaks] : speakers()) {
    SLUICE_INVARIANT(std::holds_alternative<notice_refusal>(hears(*speaks, std::string(bytes))));
    const auto proven = hears(*speaks, test::signed_form(fields));
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
  return out;
}

std::vector<std::string> notification_seeds() {
  return {"app_id=2014&out_trade_no=K1&trade_no=2017&trade_status=TRADE_SUCCESS&total_amount=12.50",
          "app_id=2014&out_trade_no=K1&trade_status=TRADE_CLOSED&refund_fee=12.50",
          wechat_answer("<result_code>SUCCESS</result_code><out_trade_no>K1</out_trade_no>"
                        "<total_fee>1250</total_fee><transaction_id>42</transaction_id>")};
}

}  // namespace sluice::fuzz

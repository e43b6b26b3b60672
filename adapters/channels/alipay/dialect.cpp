#include "adapters/channels/alipay/dialect.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "adapters/channels/alipay/answer.hpp"
#include "adapters/channels/alipay/codes.hpp"
#include "adapters/channels/alipay/method.hpp"
#include "adapters/channels/answers.hpp"
#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/decimal_amount.hpp"
#include "adapters/channels/form.hpp"
#include "base/invariant.hpp"

namespace sluice {
namespace {

using json = nlohmann::json;

std::string title(const channel_call& call) {
  constexpr std::size_t longest_subject = 128;
  const auto& text = call.description.empty() ? call.key.value() : call.description;
  return std::string(cut_text(text, longest_subject));
}

json pay_content(const channel_call& call) {
  json content{{"out_trade_no", call.key.value()},
               {"total_amount", decimal_text(call.amount)},
               {"subject", title(call)}};
  if (call.amount.unit != currency::cny) content["trans_currency"] = name_of(call.amount.unit);
  if (call.type == business_type::payment_code) {
    content["scene"] = "bar_code";
    content["auth_code"] = call.payment_code.reveal();
  }
  return content;
}

json payout_content(const channel_call& call) {
  json content{{"out_biz_no", call.key.value()},
               {"product_code", "TRANS_ACCOUNT_NO_PWD"},
               {"biz_scene", "DIRECT_TRANSFER"}};
  if (call.what == operation::pay) {
    content["trans_amount"] = decimal_text(call.amount);
    content["order_title"] = title(call);
  }
  return content;
}

json content_of(const channel_call& call) {
  if (call.type == business_type::payout) return payout_content(call);
  switch (call.what) {
    case operation::pay: return pay_content(call);
    case operation::query:
    case operation::revoke:
    case operation::close: return {{"out_trade_no", call.key.value()}};
    case operation::refund:
      return {{"out_trade_no", call.key.value()},
              {"refund_amount", decimal_text(call.refund_amount)},
              {"out_request_no", call.refund_key.value()}};
    case operation::refund_query:
      return {{"out_trade_no", call.key.value()}, {"out_request_no", call.refund_key.value()}};
  }
  broken_invariant("every operation has a content", __FILE__, __LINE__);
}

}  // namespace

alipay_dialect::alipay_dialect(dialect_account account) : account_(std::move(account)) {}

assembled alipay_dialect::assemble(const channel_call& call, const moment& at) const {
  const auto method = alipay::method_of(call.what, call.type);
  if (!method) return no_such_operation{};
  // A description in a broken encoding must not stop a payment: bad bytes are replaced.
  const auto content = content_of(call).dump(-1, ' ', false, json::error_handler_t::replace);
  std::vector<std::pair<std::string_view, std::string>> fields{
      {"app_id", account_.app_id}, {"method", std::string(*method)},    {"format", "JSON"},
      {"charset", "utf-8"},        {"timestamp", beijing_time(at.now)}, {"version", "1.0"}};
  if (call.what == operation::pay && !account_.notify_url.empty())
    fields.emplace_back("notify_url", account_.notify_url);
  fields.emplace_back("biz_content", content);
  return http_request{
      .target = "/gateway.do",
      .headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
      .body = form_encode(fields)};
}

channel_answer alipay_dialect::understand(const channel_call& call,
                                          const http_result& result, instant) const {
  if (auto nothing_said = without_content(call, result)) return std::move(*nothing_said);
  return alipay::classify(call, result.response.body);
}

/// The state decides, not the address: refunds and closings are told at the pay address too.
heard_notice alipay_dialect::hear(const http_request& request, instant) const {
  const auto read = form_decode(request.body);
  const auto* fields = std::get_if<form_fields>(&read);
  if (fields == nullptr) return notice_refusal::unreadable;
  const auto value = [&](std::string_view name) { return value_of(*fields, name); };
  const auto number = value("out_trade_no");
  const auto state = value("trade_status");
  if (number.empty() || !number.is_word() || state.empty()) return notice_refusal::unreadable;
  if (!account_.app_id.empty() && value("app_id") != account_.app_id)
    return notice_refusal::foreign_account;

  channel_notification told{
      .channel = {},
      .key = channel_key(number.word()),
      .code = state.word(),
      .channel_reference = value("trade_no").word()};
  if (const auto* row = find_row(alipay::trade_states, state.as_received()))
    told.found = row->found;
  // Closed because everything was given back: it was paid once, so "not paid" would be a lie.
  if (told.found == order::finding::not_paid && !value("refund_fee").empty())
    told.found = order::finding::unknown;
  if (told.found != order::finding::paid) return told;
  const auto unit_name = value("trans_currency");
  const auto unit = unit_name.empty() ? std::optional(currency::cny)
                                      : currency_from_name(unit_name.as_received());
  if (unit) told.amount = money_from_decimal(value("total_amount").as_received(), *unit);
  if (!told.amount) return notice_refusal::unreadable;
  return told;
}

http_response alipay_dialect::acknowledgement() const { return {.body = "success"}; }

}  // namespace sluice

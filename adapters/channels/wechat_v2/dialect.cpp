#include "adapters/channels/wechat_v2/dialect.hpp"

#include <utility>

#include "adapters/channels/answers.hpp"
#include "adapters/channels/nonce.hpp"
#include "adapters/channels/strict_xml.hpp"
#include "adapters/channels/wechat_v2/answer.hpp"
#include "adapters/channels/wechat_v2/bill.hpp"

namespace sluice {
namespace {

const http_headers::header xml_content{"Content-Type", "text/xml; charset=utf-8"};

using wechat_v2::request_fields;

std::string fen(money amount) { return std::to_string(amount.minor_units); }

void add_pay(request_fields& fields, const channel_call& call, const dialect_account& account) {
  constexpr std::size_t longest_body = 128;
  const auto& text = call.description.empty() ? call.key.value() : call.description;
  fields.emplace_back("body", cut_text(text, longest_body));
  fields.emplace_back("out_trade_no", call.key.value());
  fields.emplace_back("total_fee", fen(call.amount));
  if (call.amount.unit != currency::cny) fields.emplace_back("fee_type", name_of(call.amount.unit));
  fields.emplace_back("spbill_create_ip", account.terminal_ip);
  fields.emplace_back("auth_code", call.payment_code.reveal());
}

void add_refund(request_fields& fields, const channel_call& call) {
  fields.emplace_back("out_trade_no", call.key.value());
  fields.emplace_back("out_refund_no", call.refund_key.value());
  fields.emplace_back("total_fee", fen(call.amount));
  fields.emplace_back("refund_fee", fen(call.refund_amount));
  if (call.amount.unit != currency::cny)
    fields.emplace_back("refund_fee_type", name_of(call.amount.unit));
}

}  // namespace

made_dialect wechat_v2_dialect::make(dialect_account account) {
  auto read = wechat_v2::shared_key::in(account.keys);
  if (auto* fault = std::get_if<key_fault>(&read)) return std::move(*fault);
  return std::unique_ptr<dialect>(
      new wechat_v2_dialect(std::move(account), std::get<wechat_v2::shared_key>(std::move(read))));
}

assembled wechat_v2_dialect::assemble(const channel_call& call, const moment& at) const {
  if (call.type != business_type::payment_code) return no_such_operation{};
  http_request out{.headers = {xml_content}};
  request_fields fields{
      {"appid", account_.app_id}, {"mch_id", account_.merchant_id}, {"nonce_str", nonce_of(at)}};
  switch (call.what) {
    case operation::pay:
      out.target = "/pay/micropay";
      add_pay(fields, call, account_);
      break;
    case operation::query:
      out.target = "/pay/orderquery";
      fields.emplace_back("out_trade_no", call.key.value());
      break;
    case operation::revoke:
      out.target = "/secapi/pay/reverse";
      fields.emplace_back("out_trade_no", call.key.value());
      break;
    case operation::close:
      return no_such_operation{};  // refused for payment codes: they can only be reversed
    case operation::refund:
      out.target = "/secapi/pay/refund";
      add_refund(fields, call);
      break;
    case operation::refund_query:
      out.target = "/pay/refundquery";
      fields.emplace_back("out_refund_no", call.refund_key.value());
      break;
    case operation::confirm:
    case operation::send_on_refund:
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return no_such_operation{};
  }
  key_.sign(fields);
  out.body = write_xml(fields);
  return out;
}

channel_answer wechat_v2_dialect::understand(const channel_call& call, const http_result& result,
                                             instant) const {
  if (auto nothing_said = without_content(call, result)) return std::move(*nothing_said);
  return wechat_v2::classify(call, result.response.body, account_, key_);
}

heard_notice wechat_v2_dialect::hear(const http_request&, instant) const {
  return notice_refusal::unreadable;
}

http_response wechat_v2_dialect::acknowledgement() const {
  return {.status = 200,
          .headers = {xml_content},
          .body = write_xml({{"return_code", "SUCCESS"}, {"return_msg", "OK"}})};
}

std::optional<http_request> wechat_v2_dialect::assemble_bill(bill_day day, bill_kind kind,
                                                             const moment& at) const {
  return wechat_v2::bill_request(day, kind, account_, key_, at);
}

heard_bill wechat_v2_dialect::understand_bill(bill_day, const http_result& result,
                                              const moment&) const {
  if (auto nothing = without_bill(result)) return *std::move(nothing);
  return wechat_v2::read_bill_answer(result.response.body);
}

}  // namespace sluice

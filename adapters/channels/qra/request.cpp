#include "adapters/channels/qra/request.hpp"

#include "adapters/channels/answers.hpp"
#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/nonce.hpp"
#include "base/invariant.hpp"

namespace sluice::qra {
namespace {

std::string fen(money amount) { return std::to_string(amount.minor_units); }

void add_order(request_fields& to, const channel_call& call, const account& us) {
  constexpr std::size_t longest_body = 127;
  const auto& text = call.description.empty() ? call.key.value() : call.description;
  to.emplace_back("body", cut_text(text, longest_body));
  to.emplace_back("total_fee", fen(call.amount));
  to.emplace_back("mch_create_ip", us.terminal_ip);
}

void add_pay(request_fields& to, const channel_call& call, const account& us) {
  add_order(to, call, us);
  if (call.type == business_type::native_qr) {
    to.emplace_back("notify_url", us.notify_url);
    if (call.not_after) to.emplace_back("time_expire", beijing_digits(*call.not_after));
    return;
  }
  to.emplace_back("auth_code", call.payment_code.reveal());
  to.emplace_back("op_device_id", us.terminal_id);
  to.emplace_back("terminal_info", us.terminal_info);
}

void add_refund(request_fields& to, const channel_call& call, const account& us) {
  to.emplace_back("out_refund_no", call.refund_key.value());
  to.emplace_back("total_fee", fen(call.amount));
  to.emplace_back("refund_fee", fen(call.refund_amount));
  to.emplace_back("op_user_id", us.merchant_id);
}

/// Empty: there is none.
std::string_view service_of(operation what, bool by_code) {
  switch (what) {
    case operation::pay: return by_code ? "unified.trade.micropay" : "unified.trade.native";
    case operation::query: return "unified.trade.query";
    case operation::revoke: return by_code ? "unified.micropay.reverse" : "";
    case operation::close: return by_code ? "" : "unified.trade.close";
    case operation::refund: return "unified.trade.refund";
    case operation::refund_query: return "unified.trade.refundquery";
    case operation::confirm:
    case operation::send_on_refund:
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return "";
  }
  broken_invariant("every operation is known", __FILE__, __LINE__);
}

}  // namespace

std::optional<request_fields> fields_of(const channel_call& call, const account& us,
                                        const moment& at) {
  const bool by_code = call.type == business_type::payment_code;
  if (!by_code && call.type != business_type::native_qr) return std::nullopt;
  const auto service = service_of(call.what, by_code);
  // Amounts are fen: there is no field that could say another currency.
  if (service.empty() || call.amount.unit != currency::cny) return std::nullopt;
  request_fields out{
      {"service", std::string(service)},
      {"charset", "UTF-8"},
      {"sign_type", "MD5"},
      {"mch_id", us.merchant_id},
      {"nonce_str", nonce_of(at)},
      {"out_trade_no", call.key.value()}};
  if (call.what == operation::pay) add_pay(out, call, us);
  if (call.what == operation::refund) add_refund(out, call, us);
  if (call.what == operation::refund_query)
    out.emplace_back("out_refund_no", call.refund_key.value());
  return out;
}

}  // namespace sluice::qra

#include "adapters/api/reply_json.hpp"

#include "adapters/api/json_text.hpp"
#include "base/time_text.hpp"

namespace sluice::api {
namespace {

void put_money(const money& amount, object_text& into) {
  into.put("amount_minor", amount.minor_units);
  into.put("currency", name_of(amount.unit));
  into.put("amount", to_string(amount));
}

void append(const attempt_view& from, std::string& out) {
  object_text into(out);
  into.put("number", from.number);
  into.put("channel", from.channel);
  into.put("channel_key", from.key);
  into.put("outcome", from.outcome);
  into.put("code", from.code);
  into.put("channel_reference", from.channel_reference);
  into.put("held_minor", from.held_minor);
  into.put("question", from.question);
  into.end();
}

void append(const refund_view& from, std::string& out) {
  object_text into(out);
  into.put("merchant", from.order.merchant.value());
  into.put("order_no", from.order.number.value());
  into.put("refund_no", from.refund_no);
  into.put("state", from.state);
  into.put("purpose", from.purpose);
  into.put("code", from.code);
  put_money(from.amount, into);
  into.put("requested_at", time_or_nothing(from.requested_at));
  into.put("sequence", from.sequence);
  into.put("returned_minor", from.returned_minor);
  into.end();
}

void append(const order_view& from, std::string& out) {
  const auto each = [](const auto& item, std::string& to) { append(item, to); };
  object_text into(out);
  into.put("merchant", from.order.merchant.value());
  into.put("order_no", from.order.number.value());
  into.put("state", from.state);
  into.put("detail", from.detail);
  into.put("business_type", name_of(from.type));
  put_money(from.amount, into);
  into.put("refunded_minor", from.refunded_minor);
  into.put("channel", from.channel);
  into.put("attempts", from.attempts.size());
  into.put("code", from.code);
  into.put("payment_code", from.masked_code);
  into.put("description", from.description);
  into.put("conflicts", from.conflicts);
  into.put("accepted_at", time_or_nothing(from.accepted_at));
  into.put("updated_at", time_or_nothing(from.updated_at));
  into.put("sequence", from.sequence);
  into.put_list("attempt_list", from.attempts, each);
  into.put_list("refunds", from.refunds, each);
  into.put("refunds_left_out", from.refunds_left_out);
  into.put("money_returned", from.money_returned);
  into.put("risk", from.risk);
  into.put("code_tries_left", from.code_tries_left);
  into.put("shadow", from.is_shadow);
  into.put("payer_action", from.payer_action);
  into.put("payer_action_content", from.payer_action_content);
  into.put("captured_minor", from.captured_minor);
  into.end();
}

template <class View>
std::string line_of(const View& from) {
  constexpr std::size_t usual = 640;
  std::string line;
  line.reserve(usual);
  append(from, line);
  return line;
}

}  // namespace

std::string to_json(const order_view& from) { return line_of(from); }
std::string to_json(const refund_view& from) { return line_of(from); }

std::string time_or_nothing(instant when) {
  return when == instant{} ? std::string() : rfc3339(when);
}

}  // namespace sluice::api

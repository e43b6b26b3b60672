#include "adapters/api/request_codec.hpp"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <initializer_list>

#include "adapters/api/intent.hpp"
#include "adapters/api/traceparent.hpp"
#include "adapters/api/v1/api.pb.h"
#include "adapters/api/value_checks.hpp"
#include "base/invariant.hpp"
#include "base/time_text.hpp"
#include "domain/order/state.hpp"

namespace sluice::api {
namespace {

using outcome = std::variant<request, rejection>;

struct received {
  const endpoint_info& at;
  body_format form;
  std::string_view body;
  const request_headers& headers;
};

/// Whoever still sends one would otherwise believe that it protects something.
rejection plain_key_refused() {
  return {rejection_code::key_wrong, "key",
          "plain keys (field key, header Pay-Merchant-Key) are no longer taken: the key never "
          "leaves you, and signs the request instead (headers Pay-Key-Id, Pay-Timestamp, "
          "Pay-Nonce, Pay-Signature)"};
}

/// One a thread and kind, used again and again: its strings keep their memory.
template <class Message>
Message& fresh() {
  thread_local Message kept;
  kept.Clear();
  return kept;
}

fault check_presence(const google::protobuf::Message& m, std::initializer_list<int> required,
                     const endpoint_info& at) {
  const auto& type = *m.GetDescriptor();
  const auto& values = *m.GetReflection();
  for (const int number : required) {
    const auto* field = type.FindFieldByNumber(number);
    if (values.HasField(m, field)) continue;
    return rejection{rejection_code::field_missing, field->name(),
                     field->name() + " is missing; an example is " + std::string(at.example)};
  }
  return std::nullopt;
}

/// Form, required fields, command id: what comes before the values.
fault read(const received& in, google::protobuf::Message& into,
           std::initializer_list<int> required) {
  if (in.body.empty() && required.size() > 0)
    return rejection{rejection_code::body_empty, "",
                     "the body is empty; an example is " + std::string(in.at.example)};
  fault f;
  if (!in.body.empty() && (f = read_body(in.form, in.body, into))) return f;
  if ((f = check_presence(into, required, in.at))) return f;
  return check_command_id(in.headers.message_id);
}

template <class Message>
fault check_order_id(const Message& m) {
  fault f;
  static_cast<void>((f = check_name(rejection_code::merchant_invalid, "merchant", m.merchant())) ||
                    (f = check_name(rejection_code::order_no_invalid, "order_no", m.order_no())));
  return f;
}

template <class Message>
order_id order_of(const Message& m) {
  return {merchant_id(m.merchant()), order_no(m.order_no())};
}

template <class Message>
money money_of(const Message& m) {
  return {m.amount_minor(), *currency_from_name(m.currency())};
}

/// `plain_key`: a secret that went over the bus; it opens nothing any more. `when`: empty means
/// final.
outcome complete(const received& in, question ask, const fingerprint& body,
                 const std::string& plain_key, const std::string& when = {}) {
  if (!plain_key.empty() || !in.headers.merchant_key.empty()) return plain_key_refused();
  return request{
      .ask = std::move(ask),
      .when = when == "accepted" ? reply_when::accepted : reply_when::final,
      .id = command_id(std::string(in.headers.message_id)),
      .body = body,
      .traceparent = usable_traceparent(in.headers.traceparent),
      .from = {},
      .reply_to = nullptr};
}

// -- one decoder a question: read, check in order of precedence, fingerprint, build -----------

fault check_create(const v1::CreateOrder& m) {
  fault f = check_order_id(m);
  if (f || (f = check_business_type(m.business_type()))) return f;
  const auto type = *business_type_from_name(m.business_type());
  static_cast<void>((f = check_amount(m.amount_minor())) || (f = check_currency(m.currency())) ||
                    (f = check_payment_code(type, m.has_payment_code(), m.payment_code())) ||
                    (f = check_description(m.description())) ||
                    (m.has_reply_when() && (f = check_reply_when(m.reply_when()))) ||
                    (m.has_not_after() && (f = check_not_after(m.not_after()))) ||
                    (m.has_channel() && (f = check_channel(m.channel()))));
  return f;
}

outcome decode_create(const received& in) {
  using message = v1::CreateOrder;
  auto& m = fresh<message>();
  if (auto f = read(in, m,
                    {message::kMerchantFieldNumber, message::kOrderNoFieldNumber,
                     message::kBusinessTypeFieldNumber, message::kAmountMinorFieldNumber,
                     message::kCurrencyFieldNumber}))
    return *std::move(f);
  if (auto f = check_create(m)) return *std::move(f);
  const auto body =
      intent(in.at.name)
          .add(m.merchant())
          .add(m.order_no())
          .add(m.business_type())
          .add(m.amount_minor())
          .add(m.currency())
          .add(m.payment_code())
          .add(m.description())
          .add(m.channel())
          .digest();
  create_order ask{
      .order = order_of(m),
      .type = *business_type_from_name(m.business_type()),
      .amount = money_of(m),
      .payment_code = secret(m.payment_code()),
      .description = m.description(),
      .channel = {},
      .body = body,
      .not_after = {}};
  if (m.has_channel()) ask.channel = channel_id(m.channel());
  if (m.has_not_after()) ask.not_after = instant_from_rfc3339(m.not_after());
  return complete(in, std::move(ask), body, m.key(), m.reply_when());
}

outcome decode_get(const received& in) {
  auto& m = fresh<v1::GetOrder>();
  if (auto f = read(in, m, {v1::GetOrder::kMerchantFieldNumber, v1::GetOrder::kOrderNoFieldNumber}))
    return *std::move(f);
  if (auto f = check_order_id(m)) return *std::move(f);
  const auto body = intent(in.at.name).add(m.merchant()).add(m.order_no()).digest();
  return complete(in, get_order{order_of(m)}, body, m.key());
}

outcome decode_revoke(const received& in) {
  auto& m = fresh<v1::RevokeOrder>();
  if (auto f = read(
          in, m, {v1::RevokeOrder::kMerchantFieldNumber, v1::RevokeOrder::kOrderNoFieldNumber}))
    return *std::move(f);
  if (auto f = check_order_id(m)) return *std::move(f);
  if (m.has_reply_when())
    if (auto f = check_reply_when(m.reply_when())) return *std::move(f);
  const auto body = intent(in.at.name).add(m.merchant()).add(m.order_no()).digest();
  return complete(in, revoke_order{order_of(m), body}, body, m.key(), m.reply_when());
}

outcome decode_create_refund(const received& in) {
  using message = v1::CreateRefund;
  auto& m = fresh<message>();
  if (auto f = read(in, m,
                    {message::kMerchantFieldNumber, message::kOrderNoFieldNumber,
                     message::kRefundNoFieldNumber, message::kAmountMinorFieldNumber,
                     message::kCurrencyFieldNumber}))
    return *std::move(f);
  fault f;
  if ((f = check_order_id(m)) ||
      (f = check_name(rejection_code::refund_no_invalid, "refund_no", m.refund_no())) ||
      (f = check_amount(m.amount_minor())) || (f = check_currency(m.currency())) ||
      (m.has_reply_when() && (f = check_reply_when(m.reply_when()))))
    return *std::move(f);
  const auto body =
      intent(in.at.name)
          .add(m.merchant())
          .add(m.order_no())
          .add(m.refund_no())
          .add(m.amount_minor())
          .add(m.currency())
          .digest();
  return complete(in, create_refund{order_of(m), refund_no(m.refund_no()), money_of(m), body}, body,
                  m.key(), m.reply_when());
}

outcome decode_get_refund(const received& in) {
  using message = v1::GetRefund;
  auto& m = fresh<message>();
  if (auto f = read(in, m,
                    {message::kMerchantFieldNumber, message::kOrderNoFieldNumber,
                     message::kRefundNoFieldNumber}))
    return *std::move(f);
  fault f;
  if ((f = check_order_id(m)) || (f = check_refund_no(m.refund_no()))) return *std::move(f);
  const auto body =
      intent(in.at.name).add(m.merchant()).add(m.order_no()).add(m.refund_no()).digest();
  return complete(in, get_refund{order_of(m), refund_no(m.refund_no())}, body, m.key());
}

fault check_resolve(const v1::ResolveOrder& m) {
  fault f;
  static_cast<void>(
      (f = check_order_id(m)) || (m.has_refund_no() && (f = check_refund_no(m.refund_no()))) ||
      (m.has_amount_minor() && (f = check_held_amount(m.amount_minor()))) ||
      (f = check_operator(m.operator_())) || (f = check_reason(m.reason())) ||
      (f = check_resolution(m.resolution())) ||
      (m.has_attempt() && (f = check_attempt(m.attempt()))));
  return f;
}

outcome decode_resolve(const received& in) {
  using message = v1::ResolveOrder;
  auto& m = fresh<message>();
  if (auto f = read(in, m,
                    {message::kMerchantFieldNumber, message::kOrderNoFieldNumber,
                     message::kResolutionFieldNumber}))
    return *std::move(f);
  if (auto f = check_resolve(m)) return *std::move(f);
  auto asked =
      intent(in.at.name)
          .add(m.merchant())
          .add(m.order_no())
          .add(m.resolution())
          .add(m.operator_())
          .add(m.reason())
          .add(m.refund_no());
  // Absent as in requests that were made before there were these: the same body then as now.
  if (m.has_amount_minor()) asked.add("amount_minor").add(m.amount_minor());
  if (m.has_attempt()) asked.add("attempt").add(m.attempt());
  const auto body = asked.digest();
  order::resolve verdict{
      .verdict = *order::resolution_from_name(m.resolution()),
      .operator_name = m.operator_(),
      .reason = m.reason(),
      .refund = refund_no(m.refund_no()),
      .attempt = attempt_no{static_cast<std::uint16_t>(m.attempt())}};
  if (m.has_amount_minor()) verdict.amount_minor = m.amount_minor();
  return complete(in, resolve_order{order_of(m), std::move(verdict)}, body, m.key());
}

outcome decode_list(const received& in) {
  auto& m = fresh<v1::ListChannels>();
  if (auto f = read(in, m, {})) return *std::move(f);
  return complete(in, list_channels{}, intent(in.at.name).digest(), {});
}

}  // namespace

outcome decode(endpoint which, body_format form, std::string_view body,
               const request_headers& headers) {
  const received in{info_of(which), form, body, headers};
  switch (which) {
    case endpoint::create_order: return decode_create(in);
    case endpoint::get_order: return decode_get(in);
    case endpoint::revoke_order: return decode_revoke(in);
    case endpoint::resolve_order: return decode_resolve(in);
    case endpoint::create_refund: return decode_create_refund(in);
    case endpoint::get_refund: return decode_get_refund(in);
    case endpoint::list_channels: return decode_list(in);
    case endpoint::get_schema:
    case endpoint::help: break;
  }
  broken_invariant("only questions to the engine are decoded", __FILE__, __LINE__);
}

}  // namespace sluice::api

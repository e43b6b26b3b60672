#include "adapters/nats/event_message.hpp"

#include <nlohmann/json.hpp>

#include "base/time_text.hpp"
#include "events/event_type.hpp"
#include "events/json.hpp"
#include "events/stream_name.hpp"

namespace sluice::nats {
namespace {

/// "order/m1/A-1001": order, m1/A-1001.
struct owner {
  std::string aggregate, id;
};

owner owner_of(const std::string& stream) {
  const auto slash = stream.find('/');
  if (slash == std::string::npos) return {stream, stream};
  return {stream.substr(0, slash), stream.substr(slash + 1)};
}

std::string identity_of(const store::record& r, const std::string& log,
                        const std::string& incarnation) {
  return log + '-' + incarnation + '-' + std::to_string(r.partition) + '-' +
         std::to_string(r.position);
}

std::string name_of_type(const store::record& r) {
  return std::string(name_of(*event_type_from_number(r.type)));
}

void set_attributes(natsMsg& message, const readable_event& e, const event_options& options) {
  const auto& r = e.record;
  const auto whose = owner_of(r.stream);
  const auto log = store::to_text(options.log.id);
  const auto incarnation = std::to_string(options.log.incarnation_of(r.position));
  const auto id = identity_of(r, log, incarnation);
  set_header(message, "ce-specversion", "1.0");
  set_header(message, "ce-id", id);
  set_header(message, "ce-source", "/sluice/" + log + '/' + incarnation);
  set_header(message, "ce-type",
             "sluice." + whose.aggregate + '.' + name_of_type(r) + ".v" +
                 std::to_string(r.schema_version));
  set_header(message, "ce-time", rfc3339(time_of(r)));
  set_header(message, "ce-subject", whose.id);
  set_header(message, "ce-sequence", std::to_string(r.position));
  set_header(message, "Nats-Msg-Id", id);
  if (!e.content.why.traceparent.empty())
    set_header(message, "traceparent", e.content.why.traceparent);
}

std::string body_of(const readable_event& e, event_body form) {
  if (form == event_body::json) return to_line(to_json(e.record, e.content));
  return std::string(clear_part_of(e.record));
}

/// Where somebody finds the event that was too large to be sent.
std::string place_to_read(const store::record& r, const std::string& prefix) {
  const auto owner = owner_of_stream(r.stream);
  const auto* order = owner ? std::get_if<order_id>(&*owner) : nullptr;
  if (order == nullptr) return "sluice audit export, sequence " + std::to_string(r.position);
  return prefix + R"(.order.get {"merchant":")" + order->merchant.value() + R"(","order_no":")" +
         order->number.value() + R"("}; sluice audit replay --order )" + to_string(*order);
}

}  // namespace

std::optional<readable_event> read_event(const decoded_record& r, const event_options& options) {
  const auto type = event_type_from_number(r.record().type);
  const auto* content = std::get_if<decoded>(&r.content());
  if (!type || content == nullptr) return std::nullopt;
  const auto whose = owner_of(r.record().stream);
  return readable_event{r.record(), *content,
                        options.prefix + ".evt." + whose.aggregate + '.' +
                            std::string(name_of(*type)) + '.' + whose.id};
}

message_ptr make_event(const readable_event& e, const event_options& options,
                       const std::string& reply_to) {
  auto message = make_message(e.subject, body_of(e, options.body), reply_to);
  if (message == nullptr) return message;
  set_attributes(*message, e, options);
  set_header(*message, "ce-datacontenttype",
             options.body == event_body::json ? "application/json" : "application/protobuf");
  return message;
}

message_ptr make_event_without_body(const readable_event& e, const event_options& options,
                                    const std::string& reply_to) {
  auto message = make_message(e.subject, {}, reply_to);
  if (message == nullptr) return message;
  set_attributes(*message, e, options);
  set_header(
      *message, "Pay-Body-Omitted", std::to_string(body_of(e, options.body).size()) + " bytes");
  set_header(*message, "Pay-Read-At", place_to_read(e.record, options.prefix));
  return message;
}

}  // namespace sluice::nats

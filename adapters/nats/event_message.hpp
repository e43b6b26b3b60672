#pragma once
/// One event of the log as a NATS message: CloudEvents 1.0 in binary mode (NATS binding). Its
/// attributes are headers ce-…, the body is the event. ce-id and Nats-Msg-Id are "<log
/// id>-<incarnation>-<partition>-<sequence>", the same for ever and nobody else's; ce-source names
/// log and incarnation too, and not the node: whoever publishes an event, it is the same one.

#include <cstdint>
#include <optional>
#include <string>

#include "adapters/nats/message.hpp"
#include "events/decoded_record.hpp"
#include "store/log_history.hpp"

namespace sluice::nats {

enum class event_body : std::uint8_t { json, protobuf };

struct event_options {
  std::string prefix = "pay";
  store::log_history log{};  ///< whose events these are
  event_body body = event_body::json;
};

/// An event that can be read.
struct readable_event {
  const store::record& record;
  const decoded& content;
  std::string subject;  ///< pay.evt.order.order_paid.m1/A-1001
};
/// Nothing: its type is not known or its bytes cannot be decoded.
[[nodiscard]] std::optional<readable_event> read_event(const decoded_record& r,
                                                       const event_options& options);

/// `without_body` of an event that is too large for the server: Pay-Body-Omitted says how large it
/// is, Pay-Read-At where it can be read. Nothing when there is no memory.
[[nodiscard]] message_ptr make_event(const readable_event& e, const event_options& options,
                                     const std::string& reply_to);
[[nodiscard]] message_ptr make_event_without_body(
    const readable_event& e, const event_options& options, const std::string& reply_to);

}  // namespace sluice::nats

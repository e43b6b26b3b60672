#include "adapters/nats/client.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

#include "adapters/nats/message.hpp"
#include "base/invariant.hpp"

namespace sluice::nats {
namespace {

message_ptr outgoing_message(const std::string& subject, std::string_view body, const headers& with,
                             const std::string& reply_to = {}) {
  auto message = make_message(subject, body, reply_to);
  SLUICE_INVARIANT(message != nullptr);
  for (const auto& [name, value] : with) set_header(*message, name.c_str(), value);
  return message;
}

headers headers_of(natsMsg& message) {
  headers all;
  const char** names = nullptr;
  int count = 0;
  if (natsMsgHeader_Keys(&message, &names, &count) != NATS_OK) return all;
  for (int i = 0; i < count; ++i) all.emplace(names[i], header(message, names[i]));
  std::free(static_cast<void*>(names));  // nats.c's documentation: the caller frees the array
  return all;
}

/// The name of the stream, if this is JetStream's {"stream":"ALL","seq":7}. It has no headers; an
/// answer of the service always says its Content-Type.
std::optional<std::string> stream_that_stored(natsMsg& message) {
  if (!header(message, "Content-Type").empty()) return std::nullopt;
  const auto body = nlohmann::json::parse(body_of(message), nullptr, false);
  if (!body.is_object() || !body.contains("stream") || !body.contains("seq")) return std::nullopt;
  return body["stream"].is_string() ? body["stream"].get<std::string>() : std::string("?");
}

struct end_subscription {
  void operator()(natsSubscription* s) const noexcept { natsSubscription_Destroy(s); }
};
using subscription_ptr = std::unique_ptr<natsSubscription, end_subscription>;

request_failure failure_of(natsStatus status, bool stored) noexcept {
  if (status == NATS_NO_RESPONDERS) return request_failure::no_responders;
  if (status != NATS_TIMEOUT) return request_failure::disconnected;
  return stored ? request_failure::only_stored : request_failure::timeout;
}

using answered = std::variant<response, request_failure>;

/// The first message that is an answer, and fits.
answered wait_for_answer(natsSubscription& inbox, millis limit, const client::judgement& fits) {
  const auto end = std::chrono::steady_clock::now() + limit;
  std::string stored_in;
  while (true) {
    const auto left = std::chrono::ceil<millis>(end - std::chrono::steady_clock::now());
    natsMsg* raw = nullptr;
    const auto status = natsSubscription_NextMsg(&raw, &inbox, std::max(left, millis{1}).count());
    const message_ptr message(raw);
    if (status != NATS_OK) return failure_of(status, !stored_in.empty());
    if (natsMsg_IsNoResponders(message.get())) return request_failure::no_responders;
    if (auto stream = stream_that_stored(*message)) {
      stored_in = *std::move(stream);
      continue;
    }
    response found{headers_of(*message), std::string(body_of(*message)), stored_in};
    if (fits(found)) return found;
  }
}

}  // namespace

std::string_view explained(request_failure f) noexcept {
  switch (f) {
    case request_failure::no_responders:
      return "nobody listens on this subject; is `sluice serve` running with this prefix?";
    case request_failure::timeout:
      return "no answer in time; what became of the request is not known: ask for its state";
    case request_failure::only_stored:
      return "a JetStream stream over this subject has stored the request, but no service has "
             "answered in time; what became of the request is not known: ask for its state. A "
             "stream must take the events only";
    case request_failure::disconnected:
      return "the connection to NATS was lost; what became of the request is not known: ask for "
             "its state";
  }
  broken_invariant("every failure is explained", __FILE__, __LINE__);
}

client::asked client::ask(const std::string& subject, std::string_view body, const headers& with,
                          millis limit) {
  return send_and_wait(subject, body, with, limit, [](const response&) { return true; });
}

client::asked client::ask_many(const std::string& subject, millis limit, const judgement& fits) {
  return send_and_wait(subject, "", {}, limit, fits);
}

client::asked client::send_and_wait(const std::string& subject, std::string_view body,
                                    const headers& with, millis limit, const judgement& fits) {
  const auto reply_to = inbox_ + '.' + connection::unique_token();
  natsSubscription* raw = nullptr;
  const auto subscribed = natsConnection_SubscribeSync(&raw, through_->handle(), reply_to.c_str());
  const subscription_ptr inbox(raw);
  if (subscribed != NATS_OK) return request_failure::disconnected;
  const auto question = outgoing_message(subject, body, with, reply_to);
  if (natsConnection_PublishMsg(through_->handle(), question.get()) != NATS_OK)
    return request_failure::disconnected;
  return wait_for_answer(*inbox, limit, fits);
}

bool client::publish(const std::string& subject, std::string_view body, const headers& with) {
  const auto message = outgoing_message(subject, body, with);
  return natsConnection_PublishMsg(through_->handle(), message.get()) == NATS_OK;
}

}  // namespace sluice::nats

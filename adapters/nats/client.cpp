#include "adapters/nats/client.hpp"

#include <cstdlib>

#include "adapters/nats/message.hpp"
#include "base/invariant.hpp"

namespace sluice::nats {
namespace {

message_ptr outgoing_message(const std::string& subject, std::string_view body,
                             const headers& with) {
  auto message = make_message(subject, body);
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
  std::free(names);  // nats.c's documentation: the caller frees the array
  return all;
}

}  // namespace

std::string_view explained(request_failure f) noexcept {
  switch (f) {
    case request_failure::no_responders:
      return "nobody listens on this subject; is `sluice serve` running with this prefix?";
    case request_failure::timeout:
      return "no answer in time; what became of the request is not known: ask for its state";
    case request_failure::disconnected:
      return "the connection to NATS was lost; what became of the request is not known: ask for "
             "its state";
  }
  broken_invariant("every failure is explained", __FILE__, __LINE__);
}

std::variant<response, request_failure> client::ask(
    const std::string& subject, std::string_view body, const headers& with, millis limit) {
  const auto question = outgoing_message(subject, body, with);
  natsMsg* raw = nullptr;
  const auto status =
      natsConnection_RequestMsg(&raw, through_->handle(), question.get(), limit.count());
  const message_ptr reply(raw);
  if (status == NATS_NO_RESPONDERS) return request_failure::no_responders;
  if (status == NATS_TIMEOUT) return request_failure::timeout;
  if (status != NATS_OK) return request_failure::disconnected;
  return response{headers_of(*reply), std::string(body_of(*reply))};
}

bool client::publish(const std::string& subject, std::string_view body, const headers& with) {
  const auto message = outgoing_message(subject, body, with);
  return natsConnection_PublishMsg(through_->handle(), message.get()) == NATS_OK;
}

}  // namespace sluice::nats

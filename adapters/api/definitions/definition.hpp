#pragma once
/// How the definition of an endpoint is put together. A new command is its message in v1/api.proto,
/// its fields in the message's order, a builder and a definition in this folder, an enumerator in
/// endpoints.hpp and a row in endpoints.cpp. A later version of one shares message and builder.
///
/// Included by endpoints.cpp only; what is forgotten does not compile there.

#include "actors/desk/request.hpp"
#include "adapters/api/endpoints.hpp"
#include "adapters/api/v1/api.pb.h"

namespace sluice::api {

template <class Request>
google::protobuf::Message& empty_message() {
  thread_local Request kept;  // its strings keep their memory
  kept.Clear();
  return kept;
}

/// What every command has, if its message has the field: when to be answered.
template <class Request, question (*Ask)(const Request&, const fingerprint&)>
request build(const google::protobuf::Message& from, const fingerprint& body) {
  const auto& message = static_cast<const Request&>(from);
  request made{.ask = Ask(message, body), .body = body, .from = {}, .reply_to = nullptr};
  if constexpr (requires { message.reply_when(); })
    if (message.reply_when() == "accepted") made.when = reply_when::accepted;
  return made;
}

[[nodiscard]] consteval endpoint_info asked_at(const command_address& at, endpoint_info row) {
  row.at = at;
  row.name = at.name;
  row.subject = at.subject;
  return row;
}

/// `Ask` is the command's builder: it only moves values, which have been checked.
template <class Request>
struct asked_of_engine {
  template <question (*Ask)(const Request&, const fingerprint&)>
  [[nodiscard]] static consteval endpoint_info by(
      const command_address& at, std::span<const field_definition> fields, endpoint_info row) {
    row.fields = fields;
    row.empty_message = &empty_message<Request>;
    row.build = &build<Request, Ask>;
    row.asks_engine = true;
    return asked_at(at, row);
  }
};

}  // namespace sluice::api

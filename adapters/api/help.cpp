#include <nlohmann/json.hpp>

#include "adapters/api/endpoints.hpp"

namespace sluice::api {
namespace {

using json = nlohmann::ordered_json;

json headers_explained() {
  return {
      {"Content-Type",
       "application/json (also when absent) or application/protobuf; the answer "
       "has the form of the question"},
      {"Nats-Msg-Id",
       "your command id, 1 to 128 printable characters; the same id with another "
       "body is refused"},
      {"Pay-Key-Id, Pay-Timestamp, Pay-Nonce, Pay-Signature",
       "who asks: a signature by a key (hmac_sha256 or ed25519, lower-case hex) over the lines "
       "sluice-request-1, prefix, subject, key id, timestamp in ms, nonce of 16 to 64 characters, "
       "Nats-Msg-Id, Content-Type, SHA-256 of the body; what moves money must have a Nats-Msg-Id"},
      {"traceparent", "W3C trace context; comes back on the reply and on the events"},
  };
}

json errors_explained() {
  return {
      {"body", R"({"error":{"code","field","message","retryable"}})"},
      {"Nats-Service-Error", "the message"},
      {"Nats-Service-Error-Code", "400, 403, 404, 409, 413 or 503"},
      {"Pay-Error-Reason", "the code, such as amount_must_be_positive"},
      {"Pay-Retryable", "true: the same request may succeed later"},
  };
}

}  // namespace

std::string help_text(std::string_view prefix) {
  const std::string before = std::string(prefix) + '.';
  json list = json::array();
  for (const auto& row : endpoints()) {
    json entry{{"subject", before + std::string(row.subject)}, {"does", row.doc}};
    if (!row.request.empty()) entry["request"] = row.request;
    if (!row.reply.empty()) entry["reply"] = row.reply;
    if (!row.example.empty()) entry["example"] = json::parse(row.example);
    list.push_back(std::move(entry));
  }
  const json help{
      {"endpoints", std::move(list)},
      {"request_headers", headers_explained()},
      {"errors", errors_explained()},
      {"events",
       {{"subject", before + "evt.<aggregate>.<event>.<id>"},
        {"form", "CloudEvents 1.0, binary mode; ce-sequence is the log's sequence"}}},
  };
  return help.dump(2);
}

}  // namespace sluice::api

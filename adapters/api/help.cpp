#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "adapters/api/json_schema.hpp"
#include "adapters/api/reference.hpp"
#include "base/invariant.hpp"

namespace sluice::api {
namespace {

using json = nlohmann::ordered_json;

std::string needed_when(const field_definition& field) {
  switch (field.needed) {
    case presence::required:
    case presence::by_rule: return "yes";
    case presence::filled: return "yes, not empty";
    case presence::optional: return "no";
    case presence::conditional: break;
  }
  std::string words;
  for (const auto value : field.when.values)
    words += (words.empty() ? "if " + std::string(field.when.field) + " is " : " or ") +
             std::string(value);
  return words;
}

/// Codes of rejections, each once, in order of precedence.
json refused_as(const field_definition& field) {
  std::vector<rejection_code> codes{field.rule->code, field.rule->code_above};
  if (field.needed == presence::required || field.needed == presence::filled)
    codes.push_back(rejection_code::field_missing);
  if (field.needed == presence::conditional) codes.push_back(field.when.missing);
  std::sort(codes.begin(), codes.end(),
            [](rejection_code a, rejection_code b) { return precedence_of(a) < precedence_of(b); });
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  json names = json::array();
  for (const auto code : codes) names.push_back(name_of(code));
  return names;
}

json field_explained(const field_definition& field) {
  return {{"name", field.name},
          {"type", json_type(field.kind)},
          {"needed", needed_when(field)},
          {"must_be", field.rule->must_be},
          {"for", field.doc},
          {"example", json::parse(field.example)},
          {"refused_as", refused_as(field)}};
}

json endpoint_explained(const endpoint_info& row, const std::string& before) {
  json entry{{"subject", before + std::string(row.subject)},
             {"version", row.at.version},
             {"does", row.doc}};
  if (!row.request.empty()) entry["request"] = row.request;
  if (!row.reply.empty()) entry["reply"] = row.reply;
  if (!row.example.empty()) entry["example"] = json::parse(row.example);
  for (const auto& field : row.fields) entry["fields"].push_back(field_explained(field));
  return entry;
}

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

json help_document(std::string_view prefix) {
  const std::string before = std::string(prefix) + '.';
  json list = json::array();
  for (const auto& row : endpoints()) list.push_back(endpoint_explained(row, before));
  return {
      {"endpoints", std::move(list)},
      {"request_headers", headers_explained()},
      {"errors", errors_explained()},
      {"events",
       {{"subject", before + "evt.<aggregate>.<event>.<id>"},
        {"form", "CloudEvents 1.0, binary mode; ce-sequence is the log's sequence"}}},
  };
}

/// Asked for again and again, and always under the same prefix: made once a thread.
std::string help_text(std::string_view prefix) {
  static thread_local std::string made_for;
  static thread_local std::string text;
  if (text.empty() || made_for != prefix) {
    text = help_document(prefix).dump(2);
    made_for = prefix;
  }
  return text;
}

}  // namespace sluice::api

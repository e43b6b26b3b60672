// Requests as JSON and as Protobuf.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <memory>

#include "adapters/api/request_codec.hpp"
#include "adapters/api/v1/api.pb.h"
#include "base/invariant.hpp"
#include "tests/fuzz/targets.hpp"

namespace sluice::fuzz {
namespace {

/// The bytes are the body for every endpoint, and the headers as well.
void feed(api::body_format form, std::string_view bytes) {
  for (const auto& row : api::endpoints()) {
    if (!row.asks_engine) continue;
    const auto result = api::decode(row.which, form, bytes, {bytes, bytes, bytes});
    if (const auto* refused = std::get_if<rejection>(&result))
      SLUICE_INVARIANT(!refused->message.empty());
  }
}

std::string as_protobuf(std::string_view message_name, std::string_view json) {
  namespace pb = google::protobuf;
  const auto* pool = api::v1::CreateOrder::descriptor()->file()->pool();
  const auto* type = pool->FindMessageTypeByName("sluice.api.v1." + std::string(message_name));
  SLUICE_INVARIANT(type != nullptr);
  const std::unique_ptr<pb::Message> message(
      pb::MessageFactory::generated_factory()->GetPrototype(type)->New());
  const bool understood = pb::util::JsonStringToMessage(std::string(json), message.get()).ok();
  SLUICE_INVARIANT(understood);
  return message->SerializeAsString();
}

}  // namespace

void feed_json(std::string_view bytes) { feed(api::body_format::json, bytes); }

void feed_protobuf(std::string_view bytes) { feed(api::body_format::protobuf, bytes); }

std::vector<std::string> json_seeds() {
  std::vector<std::string> out;
  for (const auto& row : api::endpoints())
    if (row.asks_engine) out.emplace_back(row.example);
  return out;
}

std::vector<std::string> protobuf_seeds() {
  std::vector<std::string> out;
  for (const auto& row : api::endpoints())
    if (row.asks_engine) out.push_back(as_protobuf(row.request, row.example));
  return out;
}

}  // namespace sluice::fuzz

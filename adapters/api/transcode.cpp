#include "adapters/api/transcode.hpp"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <memory>

#include "adapters/api/json_form.hpp"
#include "adapters/api/v1/api.pb.h"
#include "base/invariant.hpp"

namespace sluice::api {

std::string protobuf_of(endpoint which, std::string_view json) {
  const auto* type =
      v1::Order::descriptor()->file()->FindMessageTypeByName(std::string(info_of(which).request));
  SLUICE_INVARIANT(type != nullptr);
  const std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  const auto fault = read_json(json, *message);
  SLUICE_INVARIANT(!fault);
  return message->SerializeAsString();
}

}  // namespace sluice::api

#include "adapters/api/transcode.hpp"

#include <google/protobuf/message.h>

#include "adapters/api/json_form.hpp"
#include "base/invariant.hpp"

namespace sluice::api {

std::string protobuf_of(endpoint which, std::string_view json) {
  const auto& at = info_of(which);
  SLUICE_INVARIANT(at.asks_engine);
  auto& message = at.empty_message();
  const auto refused = read_json(json, message);
  SLUICE_INVARIANT(!refused);
  return message.SerializeAsString();
}

}  // namespace sluice::api

#include "adapters/api/schema.hpp"

#include <google/protobuf/descriptor.pb.h>

#include "adapters/api/v1/api.pb.h"

namespace sluice::api {

std::string schema_descriptors() {
  google::protobuf::FileDescriptorSet set;
  v1::Order::descriptor()->file()->CopyTo(set.add_file());
  return set.SerializeAsString();
}

std::string full_name(std::string_view message) {
  return v1::Order::descriptor()->file()->package() + '.' + std::string(message);
}

}  // namespace sluice::api

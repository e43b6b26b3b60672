#include "events/event_type.hpp"

#include <google/protobuf/descriptor.h>

#include "base/invariant.hpp"
#include "events/v1/payload.pb.h"

namespace sluice {
namespace {

const google::protobuf::FieldDescriptor* event_field(int number) noexcept {
  const auto* field = events::v1::Payload::descriptor()->FindFieldByNumber(number);
  return field != nullptr && field->containing_oneof() != nullptr &&
                 field->containing_oneof()->name() == "event"
             ? field
             : nullptr;
}

}  // namespace

std::string_view name_of(event_type type) noexcept {
  const auto* field = event_field(static_cast<int>(type));
  SLUICE_INVARIANT(field != nullptr);
  return field->name();
}

std::optional<event_type> event_type_from_number(std::uint16_t number) noexcept {
  if (event_field(number) == nullptr) return std::nullopt;
  return static_cast<event_type>(number);
}

}  // namespace sluice

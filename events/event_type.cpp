#include "events/event_type.hpp"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/unknown_field_set.h>

#include "base/invariant.hpp"
#include "events/v1/payload.pb.h"

namespace sluice {
namespace {

/// What all threads share in Protobuf is made when it is first asked for. The library does that
/// safely, but ThreadSanitizer, to which it is a black box, cannot see how one thread's making
/// comes before another's using. Before there is a second thread there is nothing to see.
[[maybe_unused]] const bool shared_is_made = [] {
  google::protobuf::UnknownFieldSet::default_instance();
  events::v1::Payload::descriptor();  // makes the pool of all descriptors, and who owns them
  return true;
}();

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

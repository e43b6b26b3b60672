#include "events/event_type.hpp"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/unknown_field_set.h>

#include <algorithm>
#include <vector>

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

using event_fields = std::vector<const google::protobuf::FieldDescriptor*>;

/// By number; null where no event has it. Protobuf would look each of them up under a lock, and it
/// is asked for every record that is read.
event_fields fields_of_events() {
  event_fields out;
  const auto& all = *events::v1::Payload::descriptor()->FindOneofByName("event");
  for (int i = 0; i < all.field_count(); ++i) {
    const auto at = static_cast<std::size_t>(all.field(i)->number());
    out.resize(std::max(out.size(), at + 1));
    out[at] = all.field(i);
  }
  return out;
}

const google::protobuf::FieldDescriptor* event_field(std::size_t number) noexcept {
  static const auto all = fields_of_events();
  return number < all.size() ? all[number] : nullptr;
}

}  // namespace

std::string_view name_of(event_type type) noexcept {
  const auto* field = event_field(static_cast<std::size_t>(type));
  SLUICE_INVARIANT(field != nullptr);
  return field->name();
}

std::optional<event_type> event_type_from_number(std::uint16_t number) noexcept {
  if (event_field(number) == nullptr) return std::nullopt;
  return static_cast<event_type>(number);
}

}  // namespace sluice

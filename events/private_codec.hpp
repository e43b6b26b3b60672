#pragma once
/// Which fields of an event are private stands in its form. Here they leave its message before the
/// rest is written in clear, and come back into it. Private to the event codec.

#include <google/protobuf/message.h>

#include <span>
#include <string>

#include "events/field_codec.hpp"

namespace sluice::codec {

template <class Event>
struct form;

/// By their numbers in the event's message.
using private_fields = std::span<const int>;

template <class Event>
inline constexpr bool has_private_fields = requires { form<Event>::privately; };

/// A message of the same kind with nothing but the private fields, as bytes; `from` is left without
/// them.
[[nodiscard]] std::string take_private(google::protobuf::Message& from, private_fields which);

/// Puts them back where their key was at hand, and looks that nothing else comes with them.
void put_back_private(google::protobuf::Message& into, private_fields which,
                      const sealed_part& part, field_check& check);

}  // namespace sluice::codec

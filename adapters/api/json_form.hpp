#pragma once
/// JSON <-> Protobuf message, driven by the message's descriptor: field names are those of the
/// .proto file. Used by body_form; nothing here knows what a payment is.
///
/// Own code instead of protobuf's json_util, because that takes the last of duplicate keys in
/// silence, takes "5" and 1e2 for integers, and writes 64-bit integers as strings.

#include <optional>
#include <string>
#include <string_view>

#include "domain/rejection.hpp"

namespace google::protobuf {
class Message;
}

namespace sluice::api {

/// Fills `into` from one JSON object. Of several faults the one that comes first in rejection_code
/// is returned: not JSON, then a duplicated, an unknown, a wrongly typed field. null means absent.
/// Precondition: `into` is empty and flat (requests are).
[[nodiscard]] std::optional<rejection> read_json(std::string_view text,
                                                 google::protobuf::Message& into);

/// Appends one compact line. Every field is written, defaults too, in the order of declaration;
/// 64-bit integers are numbers.
void write_json(const google::protobuf::Message& from, std::string& out);

}  // namespace sluice::api

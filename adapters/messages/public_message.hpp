#pragma once
/// What of a channel's message may be stored: the fields that its dialect calls public; of every
/// other one the length and a keyed hash, so that two can be compared and none be read. What no
/// reader understands is one field, hashed as a whole. Pure.

#include <span>
#include <string>
#include <string_view>

#include "adapters/channels/message_recorder.hpp"
#include "events/records/record_codec.hpp"

namespace sluice::messages {

struct secrecy {
  std::span<const std::string_view> public_fields;
  std::string_view hash_key;  ///< raw bytes
};

[[nodiscard]] records::stored_message public_part_of(const channel_message& m,
                                                     const channel_id& channel, const secrecy& how);

}  // namespace sluice::messages

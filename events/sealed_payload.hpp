#pragma once
/// The payload of a record with a sealed part, byte for byte (FORMAT.md, "Sealed part"): what all
/// may read, and behind it what needs the merchant's data key. The codec says
/// what goes into which part.

#include <optional>
#include <string>
#include <string_view>

#include "base/sealed.hpp"
#include "events/record_keys.hpp"
#include "store/event_log.hpp"

namespace sluice {

/// Where a record stands. A sealed part can be opened there and nowhere else.
struct record_place {
  std::string_view stream;
  store::stream_sequence position = 0;
  std::uint16_t type = 0;
  std::uint16_t schema_version = 0;
};

/// As they lie in a payload.
struct payload_parts {
  std::string_view clear;
  std::string_view key_id;
  std::string_view beside;  ///< all before the nonce: it cannot be changed either
  std::string_view sealed;  ///< nonce, sealed text, tag
};

/// Nothing: the lengths do not add up.
[[nodiscard]] std::optional<payload_parts> parts_of(std::string_view payload);

/// The Protobuf message that all may read. Precondition: the record could be decoded.
[[nodiscard]] std::string_view clear_part_of(const store::record& r);

[[nodiscard]] std::string sealed_payload(const record_place& where, std::string_view clear,
                                         const data_key& under, const seal_nonce& once,
                                         const secret& text);
/// Nothing: it was damaged, or sealed for another place.
[[nodiscard]] std::optional<secret> text_in(const record_place& where, const payload_parts& parts,
                                            const data_key& under);

}  // namespace sluice

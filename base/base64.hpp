#pragma once
/// Bytes as base64 text (RFC 4648, section 4), as signatures, keys and sealed texts travel.

#include <optional>
#include <string>
#include <string_view>

namespace sluice {

[[nodiscard]] std::string base64(std::string_view bytes);

/// Nothing unless it is exactly what base64() writes: whole groups, padded, without blanks, and no
/// bit set that stands for nothing. So one signature has one text, and whoever changes a letter of
/// it changes the bytes.
[[nodiscard]] std::optional<std::string> bytes_from_base64(std::string_view text);

}  // namespace sluice

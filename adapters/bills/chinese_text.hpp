#pragma once
/// Texts of channels that write in GBK. Read as GB18030, which has all of GBK in the same bytes.

#include <optional>
#include <string>
#include <string_view>

namespace sluice::bills {

/// In UTF-8. Nothing: these bytes are no such text.
[[nodiscard]] std::optional<std::string> utf8_from_gbk(std::string_view bytes);

/// As it is, if all of it is UTF-8 (Chinese in GBK never is, for more than a word); else read as
/// GBK. Nothing: it is neither. A byte order mark is taken off.
[[nodiscard]] std::optional<std::string> utf8_of(std::string_view bytes);

[[nodiscard]] bool is_utf8(std::string_view bytes) noexcept;

}  // namespace sluice::bills

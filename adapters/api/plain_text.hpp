#pragma once
/// What a text for people must not contain: what XML cannot carry, and what a terminal, a page or a
/// list would show otherwise than it is. Asked by the checks of values; the JSON Schema says the
/// same in its patterns.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::api {

/// The first character that is not for people. Precondition: UTF-8, or what would be, were
/// surrogates allowed.
[[nodiscard]] std::optional<char32_t> odd_character_in(std::string_view text) noexcept;
/// "U+202E"
[[nodiscard]] std::string name_of_character(char32_t c);

inline constexpr std::string_view plain_text_rule =
    "without control characters, line breaks, characters that have no shape or turn the direction "
    "of writing (Unicode's Cc, Cf, Zl, Zp), surrogates, U+FFFE and U+FFFF";
inline constexpr std::string_view plain_text_pattern =
    R"(^[^\u0000-\u001f\u007f-\u009f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e)"
    R"(\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]*$)";
/// The same, and not only blanks.
inline constexpr std::string_view not_blank_pattern =
    R"(^(?=[\s\S]*[^\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]))"
    R"([^\u0000-\u001f\u007f-\u009f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e)"
    R"(\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]*$)";

}  // namespace sluice::api

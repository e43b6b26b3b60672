#pragma once
/// Text from outside, made harmless for a terminal: control characters are escaped, what is not
/// UTF-8 becomes U+FFFD. A channel's answer must not move an auditor's cursor.

#include <string>
#include <string_view>

namespace sluice {

[[nodiscard]] std::string printable(std::string_view text);

}  // namespace sluice

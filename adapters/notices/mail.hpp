#pragma once
/// A letter as an electronic mail (RFC 5322, MIME). Whatever a key or a sentence holds, it stays
/// within its line: it can neither end a header nor begin another one. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "adapters/notices/letter.hpp"

namespace sluice::notices {

/// With CRLF at the end of each line; the body is base64 of UTF-8, so that no relay has to change
/// it.
[[nodiscard]] std::string mail_of(const letter& what, const std::string& from,
                                  const std::vector<std::string>& to);
/// "someone@example.org": no name, no comment, nothing that could be a second one.
[[nodiscard]] bool is_mail_address(std::string_view text) noexcept;

}  // namespace sluice::notices

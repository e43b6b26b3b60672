#pragma once
/// A text cut into lines and cells, which stay views into it.

#include <string_view>
#include <vector>

namespace sluice::bills {

/// Without the line ends ("\n" or "\r\n"); what follows the last one counts only if it is there.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

[[nodiscard]] std::vector<std::string_view> cells_of(std::string_view line,
                                                     std::string_view separator);

/// Without blanks and tabs at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

}  // namespace sluice::bills

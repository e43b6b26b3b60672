#pragma once
/// "did you mean": the known word nearest to a mistyped one, if one is near enough to be meant.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). Costs
/// length times length.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

[[nodiscard]] std::optional<std::string> nearest_word(std::string_view mistyped,
                                                      const std::vector<std::string>& known);

}  // namespace sluice

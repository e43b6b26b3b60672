#pragma once
/// "did you mean": the known word nearest to a mistyped one, if one is near enough to be meant.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

[[nodiscard]] std::optional<std::string> nearest_word(std::string_view mistyped,
                                                      const std::vector<std::string>& known);

}  // namespace sluice

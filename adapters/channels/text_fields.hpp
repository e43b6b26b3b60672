#pragma once
/// Names with one text each, as forms and flat XML hold them.

#include <map>
#include <string>
#include <string_view>

#include "adapters/channels/foreign_text.hpp"

namespace sluice {

using text_fields = std::map<std::string, std::string, std::less<>>;

/// Empty when the field is absent. A view into `all`.
[[nodiscard]] inline foreign_text value_of(const text_fields& all, std::string_view name) noexcept {
  const auto at = all.find(name);
  return at == all.end() ? foreign_text{} : foreign_text(at->second);
}

}  // namespace sluice

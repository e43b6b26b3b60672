#include "domain/merchant/level.hpp"

#include "base/invariant.hpp"

namespace sluice::merchant {

std::string_view name_of(level l) noexcept {
  for (const auto& row : level_rows)
    if (row.which == l) return row.name;
  broken_invariant("every level has a row", __FILE__, __LINE__);
}

std::optional<level> level_from_name(std::string_view name) noexcept {
  for (const auto& row : level_rows)
    if (row.name == name) return row.which;
  return std::nullopt;
}

}  // namespace sluice::merchant

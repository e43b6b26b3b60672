#include "domain/alarm/kind.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice::alarm {

const kind_row& row_of(kind k) noexcept {
  const auto* const found = std::ranges::find(kind_rows, k, &kind_row::which);
  SLUICE_INVARIANT(found != kind_rows.end());
  return *found;
}

std::optional<kind> kind_from_name(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(kind_rows, name, &kind_row::name);
  return found == kind_rows.end() ? std::nullopt : std::optional(found->which);
}

std::optional<kind> kind_from_number(std::uint64_t number) noexcept {
  const auto* const found = std::ranges::find_if(
      kind_rows, [&](const kind_row& r) { return static_cast<std::uint64_t>(r.which) == number; });
  return found == kind_rows.end() ? std::nullopt : std::optional(found->which);
}

}  // namespace sluice::alarm

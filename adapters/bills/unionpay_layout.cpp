#include "adapters/bills/unionpay_layout.hpp"

#include <numeric>

#include "adapters/bills/lines.hpp"

namespace sluice::bills {

std::optional<fixed_columns> fixed_columns::of(std::string_view line,
                                               std::span<const std::uint8_t> widths) {
  const auto bytes = std::accumulate(widths.begin(), widths.end(), widths.size() - 1);
  if (line.size() != bytes) return std::nullopt;
  fixed_columns made;
  std::size_t at = 0;
  for (const std::size_t width : widths) {
    if (at != 0 && line[at - 1] != ' ') return std::nullopt;
    made.all_.push_back(line.substr(at, width));
    at += width + 1;
  }
  return made;
}

std::string_view fixed_columns::text(std::size_t column) const { return trimmed(raw(column)); }

}  // namespace sluice::bills

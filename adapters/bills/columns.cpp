#include "adapters/bills/columns.hpp"

#include <algorithm>
#include <array>

#include "adapters/bills/exact_decimal.hpp"
#include "adapters/bills/lines.hpp"
#include "adapters/channels/foreign_text.hpp"

namespace sluice::bills {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace

std::optional<columns> columns::of(const std::vector<std::string_view>& names) {
  columns made;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string name(trimmed(names[i]));
    replace_all(name, "（", "(");
    replace_all(name, "）", ")");
    if (!made.places_.emplace(std::move(name), i).second) return std::nullopt;
  }
  return made;
}

bool columns::has_all(std::initializer_list<std::string_view> names) const {
  return std::ranges::all_of(names, [&](std::string_view name) { return has(name); });
}

std::string_view row_cells::text(std::string_view name) const {
  const auto at = header_.all().find(name);
  return at == header_.all().end() ? std::string_view{} : trimmed(cells_[at->second]);
}

std::optional<std::int64_t> row_cells::parts(std::string_view name) const {
  return parts_from_decimal(text(name));
}

bool is_number_like(std::string_view text) noexcept {
  return text.empty() || foreign_text(text).is_word();
}

bool has_plain_numbers(const bill_row& row) noexcept {
  const std::array<std::string_view, 8> all{
      row.own.ours, row.own.channels,   row.original.ours, row.original.channels,
      row.entry,    row.original_entry, row.account,       row.state};
  return std::ranges::all_of(all, is_number_like);
}

}  // namespace sluice::bills

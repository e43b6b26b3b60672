#include "adapters/bills/columns.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "adapters/bills/exact_decimal.hpp"
#include "adapters/bills/lines.hpp"
#include "adapters/channels/foreign_text.hpp"

namespace sluice::bills {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// Of a few bytes only: names differ in their length or near their ends.
std::size_t quick_hash(std::string_view name) noexcept {
  std::size_t out = name.size();
  for (const auto i : {std::size_t{1}, name.size() / 2, name.size() - 1})
    out = out * 131 + static_cast<unsigned char>(name[std::min(i, name.size() - 1)]);
  return out ^ out >> 7U;
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
  made.make_quick();
  return made;
}

void columns::make_quick() {
  quick_.resize(std::bit_ceil(4 * places_.size() + 1));
  for (const auto& [name, place] : places_) {
    if (name.empty()) continue;  // nobody asks for it
    auto at = quick_hash(name);
    while (!quick_[at & (quick_.size() - 1)].name.empty()) ++at;
    quick_[at & (quick_.size() - 1)] = {name, place};
  }
}

std::optional<std::size_t> columns::place_of(std::string_view name) const noexcept {
  if (quick_.empty() || name.empty()) return std::nullopt;
  for (auto at = quick_hash(name);; ++at) {
    const auto& one = quick_[at & (quick_.size() - 1)];
    if (one.name == name) return one.place;
    if (one.name.empty()) return std::nullopt;
  }
}

bool columns::has_all(std::initializer_list<std::string_view> names) const {
  return std::ranges::all_of(names, [&](std::string_view name) { return has(name); });
}

std::string_view row_cells::text(std::string_view name) const {
  const auto place = header_.place_of(name);
  return place ? trimmed(cells_[*place]) : std::string_view{};
}

std::optional<std::int64_t> row_cells::parts(std::string_view name) const {
  return parts_from_decimal(text(name));
}

std::optional<std::int64_t> row_cells::parts_at(std::size_t place) const {
  return parts_from_decimal(trimmed(cells_[place]));
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

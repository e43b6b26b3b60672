#pragma once
/// Columns by the names of their header, never by position: each of these files has had several
/// generations, and their order changed.

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/bills/bill.hpp"

namespace sluice::bills {

class columns {
 public:
  /// Nothing: a name comes twice. Brackets of full width become "(" and ")": both are in use.
  [[nodiscard]] static std::optional<columns> of(const std::vector<std::string_view>& names);

  [[nodiscard]] bool has(std::string_view name) const { return place_of(name).has_value(); }
  /// A reader asks that for each cell: without comparing names that only begin alike.
  [[nodiscard]] std::optional<std::size_t> place_of(std::string_view name) const noexcept;
  [[nodiscard]] bool has_all(std::initializer_list<std::string_view> names) const;
  [[nodiscard]] std::size_t count() const noexcept { return places_.size(); }
  [[nodiscard]] const std::map<std::string, std::size_t, std::less<>>& all() const noexcept {
    return places_;
  }

 private:
  struct column {
    std::string name{};
    std::size_t place = 0;
  };
  void make_quick();

  std::map<std::string, std::size_t, std::less<>> places_{};
  std::vector<column> quick_{};  ///< by a hash of the name; where that is taken, behind it
};

/// A line of such a file. Views: header and text must outlive it.
class row_cells {
 public:
  /// Precondition: as many cells as the header has.
  row_cells(const columns& header, const std::vector<std::string_view>& cells)
      : header_(header), cells_(cells) {}

  /// Empty where it is empty, or there is no such column. Without blanks around it.
  [[nodiscard]] std::string_view text(std::string_view name) const;
  /// In parts_of_a_unit. Nothing: it is no number.
  [[nodiscard]] std::optional<std::int64_t> parts(std::string_view name) const;
  [[nodiscard]] std::optional<std::int64_t> parts_at(std::size_t place) const;

 private:
  const columns& header_;
  const std::vector<std::string_view>& cells_;
};

/// A row of the bill, or why the line is none: a sentence.
using row_or_why = std::variant<bill_row, std::string_view>;

/// Fit to be kept and compared as a number of somebody's: letters, digits and a few signs, or
/// empty.
[[nodiscard]] bool is_number_like(std::string_view text) noexcept;
/// All of its numbers, and its state.
[[nodiscard]] bool has_plain_numbers(const bill_row& row) noexcept;

}  // namespace sluice::bills

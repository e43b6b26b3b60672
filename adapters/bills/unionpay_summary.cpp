#include "adapters/bills/unionpay_summary.hpp"

#include <cstdlib>

#include "adapters/bills/exact_decimal.hpp"
#include "adapters/bills/lines.hpp"

namespace sluice::bills {
namespace {

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> all;
  for (const auto word : cells_of(line, " "))
    if (!word.empty()) all.push_back(word);
  return all;
}

std::optional<summary_totals> totals_in(const std::vector<std::string_view>& words) {
  summary_totals made{};
  if (words.size() != made.size() + 1) return std::nullopt;
  for (std::size_t i = 0; i < made.size(); ++i) {
    const auto parts = parts_from_decimal(words[i + 1]);
    if (!parts) return std::nullopt;
    made[i] = *parts;
  }
  return made;
}

}  // namespace

std::optional<summary_totals> unionpay_totals_in(std::string_view text) {
  std::optional<summary_totals> said;
  for (const auto line : lines_of(text)) {
    const auto words = words_of(line);
    if (words.empty() || words.front() != "总计") continue;
    const auto here = totals_in(words);
    if (!here || (said && *said != *here)) return std::nullopt;
    said = here;
  }
  return said;
}

std::array<std::optional<std::int64_t>, summary_columns.size()> totals_of(
    const std::vector<bill_row>& rows) {
  constexpr std::int64_t parts_of_a_fen = parts_of_a_unit / 100;
  std::array<running_sum, summary_columns.size()> sums;
  /// `first`: the column of what left.
  const auto add = [&](std::size_t first, std::int64_t parts) {
    sums[parts < 0 ? first : first + 1].add(std::abs(parts));
  };
  for (const auto& row : rows) {
    sums[0].add(parts_of_a_unit);
    add(1, row.amount.minor_units * parts_of_a_fen);
    add(3, -row.fee.value_or(0));
    if (row.settled) add(5, row.settled->minor_units * parts_of_a_fen);
  }
  std::array<std::optional<std::int64_t>, summary_columns.size()> made;
  for (std::size_t i = 0; i < made.size(); ++i) made[i] = sums[i].value();
  return made;
}

}  // namespace sluice::bills

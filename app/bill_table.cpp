#include "app/bill_table.hpp"

#include <iomanip>
#include <map>
#include <ostream>
#include <utility>

#include "adapters/bills/exact_decimal.hpp"

namespace sluice::app {
namespace {

/// Of the rows of one kind and currency.
struct group {
  std::size_t count = 0;
  std::int64_t amount = 0, settled = 0;
  bills::running_sum fees{};
};

using groups = std::map<std::pair<bills::row_kind, currency>, group>;

groups groups_of(const bills::bill& read) {
  groups all;
  for (const auto& row : read.rows) {
    auto& into = all[{row.kind, row.amount.unit}];
    ++into.count;
    into.amount += row.amount.minor_units;
    into.settled += row.settled.value_or(row.amount).minor_units;
    into.fees.add(row.fee.value_or(0));
  }
  return all;
}

std::string text_of(std::optional<std::int64_t> parts, bool is_count = false) {
  if (!parts) return "?";
  auto text = bills::text_of_parts(*parts);
  if (is_count && text.ends_with(".00")) text.resize(text.size() - 3);
  return text;
}

}  // namespace

std::string bill_in_a_line(const bills::bill& read) {
  std::string line(name_of(read.form));
  if (!read.day.empty()) line += " of " + read.day;
  line += ", " + std::to_string(read.rows.size()) + (read.rows.size() == 1 ? " row: " : " rows: ");
  return line.append(sentence_of(standing_of(read)));
}

void show_bill(const bills::bill& read, std::ostream& out) {
  out << bill_in_a_line(read) << '\n';
  out << std::left << std::setw(12) << "kind" << std::right << std::setw(10) << "count"
      << std::setw(22) << "amount" << std::setw(22) << "settled" << std::setw(16) << "fees" << '\n';
  for (const auto& [which, of] : groups_of(read))
    out << std::left << std::setw(12) << name_of(which.first) << std::right << std::setw(10)
        << of.count << std::setw(22) << to_string(money{of.amount, which.second}) << std::setw(22)
        << to_string(money{of.settled, which.second}) << std::setw(16) << text_of(of.fees.value())
        << '\n';
  for (const auto& sum : read.sums)
    out << "states " << sum.name << ' ' << text_of(sum.stated, sum.is_count) << ", rows have "
        << text_of(sum.found, sum.is_count) << (sum.found == sum.stated ? "" : "  DIFFERS") << '\n';
  for (const auto& line : read.unreadable)
    out << (line.file.empty() ? "" : line.file + ' ') << "line " << line.line << ": " << line.why
        << '\n';
  out << read.lines << " lines: " << read.rows.size() << " rows, " << read.remarks << " remarks, "
      << read.unreadable.size() << " unreadable\n";
}

}  // namespace sluice::app

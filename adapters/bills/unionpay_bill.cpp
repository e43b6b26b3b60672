#include "adapters/bills/unionpay_bill.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "adapters/bills/chinese_text.hpp"
#include "adapters/bills/lines.hpp"
#include "adapters/bills/unionpay_rows.hpp"
#include "adapters/bills/unionpay_summary.hpp"
#include "adapters/packing/inflate.hpp"
#include "adapters/packing/zip.hpp"
#include "base/overloaded.hpp"

namespace sluice::bills {
namespace {

enum class part : std::uint8_t { payments, disputes, summary, none };

/// "INN15090588ZM_802310048993424", "…ZME_…", "RD201015090501_…", with or without folders.
part part_of(std::string_view name) {
  name.remove_prefix(std::min(name.size(), name.rfind('/') + 1));
  if (name.starts_with("INN") && name.find("ZME_") != std::string_view::npos) return part::disputes;
  if (name.starts_with("INN") && name.find("ZM_") != std::string_view::npos) return part::payments;
  if (name.starts_with("RD")) return part::summary;
  return part::none;
}

/// "2015-09-05" of "INN150905…". Empty: the name says none.
std::string clearing_day_of(std::string_view name) {
  constexpr std::string_view before = "INN";
  const auto at = name.rfind(before);
  if (at == std::string_view::npos) return {};
  const auto digits = name.substr(at + before.size(), 6);
  if (digits.size() != 6 ||
      !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
    return {};
  std::string day = "20";
  return day.append(digits.substr(0, 2))
      .append("-")
      .append(digits.substr(2, 2))
      .append("-")
      .append(digits.substr(4));
}

std::string_view word_of(part which) { return which == part::disputes ? "ZME" : "ZM"; }

/// Its rows into the bill.
void take_lines(bill& into, std::string_view text, part which, std::string_view clearing_day) {
  if (!text.empty() && !text.ends_with('\n')) into.is_whole = false;
  const bool has_payments = which == part::payments;
  std::size_t number = 0;
  for (const auto line : lines_of(text)) {
    ++number;
    ++into.lines;
    const auto set_apart = [&](std::string_view why) {
      into.unreadable.push_back(
          {.line = number, .file = std::string(word_of(which)), .why = std::string(why)});
    };
    if (line.empty()) {
      ++into.remarks;
      continue;
    }
    const auto cut =
        has_payments ? fixed_columns::of(line, zm_widths) : fixed_columns::of(line, zme_widths);
    if (!cut) {
      set_apart("its columns lie elsewhere");
      continue;
    }
    std::visit(overloaded{set_apart,
                          [&](bill_row&& one) {
                            one.line = number;
                            one.bytes = hash_of_line(line);
                            into.rows.push_back(std::move(one));
                          }},
               has_payments ? zm_row(*cut, clearing_day) : zme_row(*cut, clearing_day));
  }
}

void take_summary(bill& into, const std::string& bytes) {
  const auto text = utf8_of(bytes);
  const auto lines = lines_of(bytes).size();
  into.lines += lines;
  const auto totals = text ? unionpay_totals_in(*text) : std::nullopt;
  if (!totals) {
    for (std::size_t i = 1; i <= lines; ++i)
      into.unreadable.push_back({i, "summary", "the summary has no total that can be read"});
    return;
  }
  into.remarks += lines;
  for (std::size_t i = 0; i < totals->size(); ++i)
    into.sums.push_back(
        {.name = std::string(summary_columns[i]), .stated = (*totals)[i], .is_count = i == 0});
}

void compare(bill& read) {
  const auto found = totals_of(read.rows);
  for (std::size_t i = 0; i < read.sums.size(); ++i) read.sums[i].found = found[i];
}

/// An account that all rows have is the bill's.
void take_account(bill& read) {
  if (read.rows.empty()) return;
  const auto& first = read.rows.front().account;
  if (std::ranges::all_of(read.rows, [&](const auto& row) { return row.account == first; }))
    read.account = first;
}

reading_of_bill read_archive(std::string_view bytes) {
  const auto unpacked = packing::unzip(bytes, packing::largest_bill);
  if (const auto* no = std::get_if<packing::not_a_zip>(&unpacked))
    return not_a_bill{"the archive cannot be read: " + no->why};
  bill read{.form = bill_form::unionpay, .is_whole = true};
  bool has_payments = false, has_disputes = false, has_summary = false;
  for (const auto& entry : std::get<std::vector<packing::zip_entry>>(unpacked)) {
    const auto which = part_of(entry.name);
    if (which == part::none) continue;
    auto& seen = which == part::summary    ? has_summary
                 : which == part::disputes ? has_disputes
                                           : has_payments;
    if (std::exchange(seen, true)) return not_a_bill{"the archive has two files of one kind"};
    if (which == part::summary) {
      take_summary(read, entry.content);
      continue;
    }
    const auto day = clearing_day_of(entry.name);
    if (!read.day.empty() && read.day != day) return not_a_bill{"the archive is of two days"};
    read.day = day;
    take_lines(read, entry.content, which, day);
  }
  if (!has_payments) return not_a_bill{"the archive has no file ZM of UnionPay's"};
  compare(read);
  take_account(read);
  return read;
}

/// Of one file alone its lines say which it is.
part part_of_lines(std::string_view text) {
  const auto lines = lines_of(text);
  const auto fits = [&](auto widths) {
    return std::ranges::any_of(
        lines, [&](auto line) { return fixed_columns::of(line, widths).has_value(); });
  };
  if (fits(std::span<const std::uint8_t>(zm_widths))) return part::payments;
  if (fits(std::span<const std::uint8_t>(zme_widths))) return part::disputes;
  return part::none;
}

}  // namespace

reading_of_bill read_unionpay_bill(std::string_view bytes, std::string_view name) {
  if (packing::is_zip(bytes)) return read_archive(bytes);
  const auto which = part_of_lines(bytes);
  if (which == part::none) return not_a_bill{"no line of it has the columns of UnionPay's files"};
  bill read{.form = bill_form::unionpay, .day = clearing_day_of(name), .is_whole = true};
  take_lines(read, bytes, which, read.day);
  take_account(read);
  return read;
}

}  // namespace sluice::bills

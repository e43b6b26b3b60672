#include "app/link_table.hpp"

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "audit/printable.hpp"
#include "domain/money.hpp"

namespace sluice::app {
namespace {

using json = nlohmann::json;
using figure_row = std::vector<std::string>;

std::uint64_t figure_number(const json& of, const char* field) {
  return of.value(field, std::uint64_t{0});
}

std::string figure_text(const json& of, const char* field) {
  return printable(of.value(field, ""));
}

/// "97.50 %"; "-": of nothing.
std::string figure_percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "-";
  const auto hundredths = part * 10'000 / whole;
  const auto rest = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + '.' + (rest.size() < 2 ? "0" : "") + rest + " %";
}

/// JSON has large numbers as text.
std::int64_t minor_units_in(const json& from) {
  return from.is_string() ? std::stoll(from.get<std::string>()) : from.get<std::int64_t>();
}

std::string paid_sums_of(const json& r) {
  std::string out;
  for (const auto& sum : r.value("paid_sums", json::array())) {
    const auto unit = currency_from_name(sum.value("currency", ""));
    if (!unit) continue;
    out += (out.empty() ? "" : ", ") + to_string(money{minor_units_in(sum.at("minor")), *unit});
  }
  return out.empty() ? "-" : out;
}

std::string figure_or_nothing(const json& r, const char* field) {
  return r.contains(field) ? std::to_string(figure_number(r, field)) : "-";
}

figure_row link_row(const std::string& path, const json& r) {
  return {figure_text(r, "at"),
          path,
          std::to_string(figure_number(r, "calls")),
          std::to_string(figure_number(r, "succeeded")),
          std::to_string(figure_number(r, "declined")),
          std::to_string(figure_number(r, "failed")),
          std::to_string(figure_number(r, "answered")),
          std::to_string(figure_number(r, "unknown")),
          figure_percent(figure_number(r, "succeeded"),
                         figure_number(r, "succeeded") + figure_number(r, "failed")),
          figure_or_nothing(r, "p95_ms"),
          figure_or_nothing(r, "p99_ms"),
          std::to_string(figure_number(r, "paid")),
          paid_sums_of(r)};
}

figure_row refund_row(const json& r) {
  const auto all = figure_number(r, "requested");
  const auto same = figure_number(r, "same_day"), next = same + figure_number(r, "next_day"),
             week = next + figure_number(r, "seven_days");
  return {figure_text(r, "day"),
          figure_text(r, "channel"),
          std::to_string(all),
          figure_percent(same, all),
          figure_percent(next, all),
          figure_percent(week, all),
          std::to_string(figure_number(r, "failed")),
          std::to_string(figure_number(r, "waiting"))};
}

void print_figure_rows(const std::vector<figure_row>& rows, std::ostream& out) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& r : rows)
    for (std::size_t i = 0; i + 1 < r.size(); ++i) widths[i] = std::max(widths[i], r[i].size() + 2);
  for (const auto& r : rows) {
    for (std::size_t i = 0; i < r.size(); ++i)
      out << r[i] << std::string(widths[i] > r[i].size() ? widths[i] - r[i].size() : 0, ' ');
    out << '\n';
  }
}

void print_what_is_counted(const json& answered, std::ostream& out) {
  const auto one_in = figure_number(answered, "one_in");
  if (one_in == 0)
    out << "calls are NOT COUNTED at this moment, because the engine does only what it must\n";
  if (one_in > 1)
    out << "one call in " << one_in << " is counted at this moment, as " << one_in
        << ", because memory is nearly full\n";
}

}  // namespace

void show_link_figures(const json& answered, std::ostream& out) {
  print_what_is_counted(answered, out);
  std::vector<figure_row> rows{
      {"since", "link", "calls", "succeeded", "declined", "failed", "answered", "unknown",
       "success", "p95 ms", "p99 ms", "paid", "amount"}};
  std::size_t silent = 0;
  for (const auto& l : answered.at("links"))
    for (const auto& r : l.at("rows")) {
      if (figure_number(r, "calls") == 0 && figure_number(r, "paid") == 0)
        ++silent;
      else
        rows.push_back(link_row(figure_text(l, "path"), r));
    }
  if (rows.size() > 1)
    print_figure_rows(rows, out);
  else
    out << "nothing went through any link\n";
  if (silent > 0) out << silent << " more without any call or payment\n";
  std::vector<figure_row> refunds{{"refunds of", "channel", "requested", "same day",
                                   "by the next day", "within 7 days", "failed", "waiting"}};
  for (const auto& r : answered.value("refunds", json::array())) refunds.push_back(refund_row(r));
  if (refunds.size() > 1) print_figure_rows(refunds, out << '\n');
}

}  // namespace sluice::app

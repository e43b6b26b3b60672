#include "app/alarm_table.hpp"

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "audit/printable.hpp"
#include "base/time_text.hpp"

namespace sluice::app {
namespace {

using json = nlohmann::json;
using row = std::vector<std::string>;

std::string text(const json& of, const char* field) { return printable(of.value(field, "")); }

std::string number(const json& of, const char* field) {
  return std::to_string(of.value(field, std::uint64_t{0}));
}

/// "12 s", "5 min", "3 h 20 min"
std::string how_long(millis time) {
  const auto seconds = std::max<millis::rep>(0, time.count()) / 1000;
  if (seconds < 60) return std::to_string(seconds) + " s";
  const auto minutes = seconds / 60;
  if (minutes < 60) return std::to_string(minutes) + " min";
  return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
}

/// "2026-01-02T03:04:05.678Z (5 min)"
std::string since(const json& alarm, instant now) {
  const auto written = text(alarm, "since");
  const auto at = instant_from_rfc3339(written);
  return at ? written + " (" + how_long(now - *at) + ')' : written;
}

row row_of(const json& alarm, instant now) {
  const auto key = text(alarm, "key");
  return {number(alarm, "alarm"),  text(alarm, "kind"),  key.empty() ? "-" : key,
          text(alarm, "state"),    since(alarm, now),    number(alarm, "count"),
          number(alarm, "orders"), text(alarm, "detail")};
}

/// The last column is as long as it likes.
void print(const std::vector<row>& rows, std::ostream& out) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& r : rows)
    for (std::size_t i = 0; i + 1 < r.size(); ++i) widths[i] = std::max(widths[i], r[i].size() + 2);
  for (const auto& r : rows) {
    for (std::size_t i = 0; i < r.size(); ++i)
      out << r[i] << std::string(widths[i] > r[i].size() ? widths[i] - r[i].size() : 0, ' ');
    out << '\n';
  }
}

void print_acknowledged(const json& alarms, std::ostream& out) {
  for (const auto& a : alarms)
    if (!a.value("operator", "").empty())
      out << "alarm " << number(a, "alarm") << " is seen to by " << text(a, "operator") << ": "
          << text(a, "reason") << '\n';
}

void print_silence(const json& s, std::ostream& out) {
  const auto key = text(s, "key");
  out << "nobody is told of " << text(s, "kind") << (key.empty() ? ", any" : " of " + key)
      << ", until " << text(s, "until") << ": " << text(s, "operator") << ", " << text(s, "reason")
      << '\n';
}

const json& list_in(const json& from, const char* name) {
  static const json none = json::array();
  const auto at = from.find(name);
  return at != from.end() && at->is_array() ? *at : none;
}

}  // namespace

bool something_fires(const json& list) { return !list_in(list, "alarms").empty(); }

void show_alarms(const json& list, instant now, std::ostream& out) {
  const auto& alarms = list_in(list, "alarms");
  if (alarms.empty()) {
    out << "nothing fires\n";
  } else {
    std::vector<row> rows{{"alarm", "kind", "key", "state", "since", "times", "orders", "detail"}};
    for (const auto& a : alarms) rows.push_back(row_of(a, now));
    print(rows, out);
    print_acknowledged(alarms, out);
  }
  for (const auto& s : list_in(list, "silences")) print_silence(s, out);
  if (const auto lost = list.value("lost_facts", std::uint64_t{0}); lost > 0)
    out << "the rules have not heard how " << lost
        << " calls ended since the engine started, because there were too many: alarms about calls "
           "may come late\n";
}

}  // namespace sluice::app

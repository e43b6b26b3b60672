#include "adapters/system/log_lines.hpp"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace sluice {
namespace {

using json = nlohmann::ordered_json;

constexpr std::array<std::pair<severity, std::string_view>, 4> severity_names{{
    {severity::debug, "debug"},
    {severity::info, "info"},
    {severity::warning, "warning"},
    {severity::critical, "critical"},
}};
constexpr std::array<std::string_view, 4> fixed_names{"ts", "level", "msg", "event"};

std::string json_text(std::string_view text) {
  return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

bool is_fixed(std::string_view name) {
  for (const auto fixed : fixed_names)
    if (fixed == name) return true;
  return false;
}

/// A value is quoted when it could be mistaken for something else on the line.
std::string readable(std::string_view value) {
  for (const char c : value)
    if (c <= ' ' || c == '"' || c == '=' || c == '\x7f') return json_text(value);
  return value.empty() ? "\"\"" : std::string(value);
}

/// Control characters must not reach a terminal.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7f ? ' ' : c;
  }
  return out;
}

}  // namespace

std::string_view name_of(severity level) noexcept {
  for (const auto& [value, name] : severity_names)
    if (value == level) return name;
  return "unknown";
}

std::optional<severity> severity_from_name(std::string_view name) noexcept {
  for (const auto& [value, known] : severity_names)
    if (known == name) return value;
  return std::nullopt;
}

std::string rfc3339(log_instant when) {
  const auto day = std::chrono::floor<std::chrono::days>(when);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{when - day};
  std::array<char, 48> text{};
  const auto length = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ",
      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
      static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
      static_cast<int>(time.subseconds().count()));
  return std::string(text.data(), static_cast<std::size_t>(length));
}

std::string json_line(const note& n, log_instant when, std::uint64_t left_out) {
  std::string line =
      "{\"ts\":\"" + rfc3339(when) + "\",\"level\":\"" + std::string(name_of(n.level)) +
      "\",\"msg\":" + json_text(n.message) + ",\"event\":" + json_text(n.event);
  for (const auto& [name, value] : n.fields) {
    const auto key = is_fixed(name) ? std::string(name) + '_' : std::string(name);
    line += ',' + json_text(key) + ':' + json_text(value);
  }
  if (left_out > 0) line += ",\"left_out\":" + std::to_string(left_out);
  return line + '}';
}

std::string text_line(const note& n, log_instant when, std::uint64_t left_out) {
  constexpr std::size_t level_width = 8;
  auto level = std::string(name_of(n.level));
  level.resize(level_width, ' ');
  auto line = rfc3339(when) + ' ' + level + ' ' + printable(n.event);
  if (!n.message.empty()) line += ": " + printable(n.message);
  for (const auto& [name, value] : n.fields) line += ' ' + printable(name) + '=' + readable(value);
  if (left_out > 0) line += " left_out=" + std::to_string(left_out);
  return line;
}

}  // namespace sluice

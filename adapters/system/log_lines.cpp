#include "adapters/system/log_lines.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice {
namespace {

using json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 4> fixed_names{"ts", "level", "msg", "event"};

/// Of a text of any length, so much that a line stays one: cut where a character begins.
std::string limited(std::string_view text) {
  constexpr std::size_t longest = 1024;
  if (text.size() <= longest) return std::string(text);
  auto end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "... (" + std::to_string(text.size()) + " bytes)";
}

/// Where a character begins that JSON writes out, and that could still move a cursor or turn the
/// line around: U+007F, U+0080 to U+009F, the line separators, and the marks that turn direction.
/// How many bytes it has; 0: none begins here.
std::size_t unsafe_at(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  if (byte(0) == 0x7FU) return 1;
  if (byte(0) == 0xC2U && byte(1) < 0xA0U) return 2;
  const bool turns = (byte(1) == 0x80U && byte(2) >= 0xA8U && byte(2) <= 0xAEU) ||
                     (byte(1) == 0x81U && byte(2) >= 0xA6U && byte(2) <= 0xA9U);
  return byte(0) == 0xE2U && turns ? 3 : 0;
}

void append_escaped(std::string_view character, std::string& out) {
  auto code = static_cast<unsigned>(static_cast<unsigned char>(character.front()));
  if (character.size() > 1) code &= character.size() == 2 ? 0x1FU : 0x0FU;
  for (const char c : character.substr(1))
    code = (code << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  std::array<char, 8> text{};
  const auto length = std::snprintf(text.data(), text.size(), "\\u%04x", code);
  out.append(text.data(), static_cast<std::size_t>(length));
}

/// Quoted, cut, and without anything but printable characters.
std::string json_text(std::string_view text) {
  const auto written = json(limited(text)).dump(-1, ' ', false, json::error_handler_t::replace);
  std::string out;
  out.reserve(written.size());
  for (std::string_view rest = written; !rest.empty();) {
    const auto unsafe = unsafe_at(rest);
    if (unsafe == 0)
      out += rest.front();
    else
      append_escaped(rest.substr(0, unsafe), out);
    rest.remove_prefix(std::max<std::size_t>(unsafe, 1));
  }
  return out;
}

bool is_fixed(std::string_view name) {
  for (const auto fixed : fixed_names)
    if (fixed == name) return true;
  return false;
}

/// For people: as in JSON, but for the quotes. Control characters must not reach a terminal.
std::string printable(std::string_view text) {
  const auto quoted = json_text(text);
  std::string out;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    if (quoted[i] == '\\' && (quoted[i + 1] == '"' || quoted[i + 1] == '\\')) ++i;
    out += quoted[i];
  }
  return out;
}

/// A value is quoted when it could be mistaken for something else on the line.
std::string readable(std::string_view value) {
  auto plain = printable(value);
  const bool mistakable =
      plain != value || plain.empty() || plain.find_first_of(" \"=") != std::string::npos;
  return mistakable ? json_text(value) : plain;
}

}  // namespace

std::string_view name_of(severity level) noexcept {
  switch (level) {
    case severity::debug: return "debug";
    case severity::info: return "info";
    case severity::warning: return "warning";
    case severity::critical: return "critical";
  }
  broken_invariant("every severity has a name", __FILE__, __LINE__);
}

std::optional<severity> severity_from_name(std::string_view name) noexcept {
  for (const auto level : enumerators<severity>)
    if (name_of(level) == name) return level;
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

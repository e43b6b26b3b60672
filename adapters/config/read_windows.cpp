#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/channels/dialects.hpp"
#include "adapters/config/sections.hpp"
#include "adapters/config/units.hpp"

namespace sluice::config {
namespace {

constexpr std::string_view allowed =
    "a duration such as \"7d\", \"same_day\", \"same_day_until 23:00\" or \"unlimited\"";

/// Of "23:00". Nothing: it is no time of the day, or its beginning.
std::optional<millis> time_of_day(std::string_view text) {
  constexpr auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : 100; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const int hour = digit(text[0]) * 10 + digit(text[1]);
  const int minute = digit(text[3]) * 10 + digit(text[4]);
  if (hour > 23 || minute > 59 || hour + minute == 0) return std::nullopt;
  return std::chrono::hours{hour} + std::chrono::minutes{minute};
}

void read_window(toml_reader& in, std::string_view key, channel_window& out) {
  constexpr std::string_view until = "same_day_until ";
  std::string text;
  if (!in.text(key, text)) return;
  if (text == "unlimited")
    out = {};
  else if (text == "same_day")
    out = channel_window::same_day();
  else if (const auto cut =
               text.starts_with(until) ? time_of_day(text.substr(until.size())) : std::nullopt)
    out = channel_window::same_day_until(*cut);
  else if (const auto length = duration_from_text(text); length && *length > millis{0})
    out = channel_window::lasting(*length);
  else
    in.complain(key, "\"" + text + "\" is no window", std::string(allowed));
}

}  // namespace

channel_windows read_windows(toml_reader& in, const std::string& dialect) {
  const auto* row = find_dialect(dialect);
  auto out = row == nullptr ? channel_windows{} : row->windows;
  if (auto inner = in.table("windows")) {
    read_window(*inner, "revoke", out.revoke);
    read_window(*inner, "refund", out.refund);
    read_window(*inner, "capture", out.capture);
    inner->finish();
  }
  return out;
}

}  // namespace sluice::config

#include <string>

#include "adapters/channels/dialects.hpp"
#include "adapters/config/sections.hpp"
#include "adapters/config/units.hpp"

namespace sluice::config {
namespace {

constexpr std::string_view allowed = "a duration such as \"7d\", \"same_day\" or \"unlimited\"";

void read_window(toml_reader& in, std::string_view key, channel_window& out) {
  std::string text;
  if (!in.text(key, text)) return;
  if (text == "unlimited")
    out = {};
  else if (text == "same_day")
    out = channel_window::same_day();
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

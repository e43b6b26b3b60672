#include "adapters/http/message.hpp"

#include <algorithm>

namespace sluice {
namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) noexcept {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool in_token(char c) noexcept {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool ends_line(char c) noexcept { return c == '\r' || c == '\n' || c == '\0'; }

}  // namespace

std::optional<std::string_view> http_headers::find(std::string_view name) const noexcept {
  std::optional<std::string_view> found;
  for (const auto& one : all_) {
    if (!same_name(one.name, name)) continue;
    if (found && *found != one.value) return std::nullopt;
    found = one.value;
  }
  return found;
}

bool is_one_header(const http_headers::header& one) noexcept {
  return !one.name.empty() && std::all_of(one.name.begin(), one.name.end(), in_token) &&
         std::none_of(one.value.begin(), one.value.end(), ends_line);
}

}  // namespace sluice

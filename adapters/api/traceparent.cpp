#include "adapters/api/traceparent.hpp"

#include <algorithm>

namespace sluice::api {
namespace {

// 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
constexpr std::size_t version_size = 2;
constexpr std::size_t trace_at = 3, trace_size = 32;
constexpr std::size_t parent_at = 36, parent_size = 16;
constexpr std::size_t flags_at = 53, flags_size = 2;
constexpr std::size_t whole_size = flags_at + flags_size;

bool is_lower_hex(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_id(std::string_view text) noexcept {
  return is_lower_hex(text) && text.find_first_not_of('0') != std::string_view::npos;
}

bool has_known_fields(std::string_view header) noexcept {
  return header.size() >= whole_size && header[trace_at - 1] == '-' &&
         header[parent_at - 1] == '-' && header[flags_at - 1] == '-' &&
         is_lower_hex(header.substr(0, version_size)) &&
         is_id(header.substr(trace_at, trace_size)) &&
         is_id(header.substr(parent_at, parent_size)) &&
         is_lower_hex(header.substr(flags_at, flags_size));
}

/// Of flags only the lowest bit, "sampled", means in version 00 what it means in later ones.
bool is_sampled(char lower_hex) noexcept {
  return std::string_view("13579bdf").find(lower_hex) != std::string_view::npos;
}

}  // namespace

std::string usable_traceparent(std::string_view header) {
  if (!has_known_fields(header)) return {};
  const auto version = header.substr(0, version_size);
  if (version == "00") return header.size() == whole_size ? std::string(header) : std::string();
  // What a later version adds stands behind one more dash, and is not for us to pass on.
  if (version == "ff" || (header.size() > whole_size && header[whole_size] != '-')) return {};
  return "00" + std::string(header.substr(version_size, flags_at - version_size)) +
         (is_sampled(header[whole_size - 1]) ? "01" : "00");
}

}  // namespace sluice::api

#include "adapters/api/json_text.hpp"

#include <algorithm>
#include <utility>

namespace sluice::api {
namespace {

bool needs_escape(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

void append_escaped(char c, std::string& out) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20) {
    out += '\\';
    out += c;
    return;
  }
  out += "\\u00";
  out += digits[byte >> 4U];
  out += digits[byte & 0xFU];
}

}  // namespace

void append_text(std::string_view text, std::string& out) {
  out += '"';
  while (!text.empty()) {
    // What needs no escape, nearly always all of it, goes at one go.
    const auto plain = std::find_if(text.begin(), text.end(), needs_escape);
    const auto size = static_cast<std::size_t>(plain - text.begin());
    out.append(text.substr(0, size));
    text.remove_prefix(size);
    if (text.empty()) break;
    append_escaped(text.front(), out);
    text.remove_prefix(1);
  }
  out += '"';
}

std::string& object_text::member(std::string_view name) {
  return out_.append(std::exchange(first_, false) ? "\"" : ",\"").append(name).append("\":");
}

}  // namespace sluice::api

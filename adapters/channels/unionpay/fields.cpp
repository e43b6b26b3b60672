#include "adapters/channels/unionpay/fields.hpp"

#include <algorithm>
#include <string>

namespace sluice::unionpay {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_name_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// How long the name is that `text` begins with; 0: with none, or no '=' follows it.
std::size_t name_before_equals(std::string_view text) noexcept {
  const auto end = std::find_if_not(text.begin(), text.end(), is_name_letter);
  return end != text.end() && *end == '=' ? static_cast<std::size_t>(end - text.begin()) : 0;
}

/// Where the value ends that `text` begins with: before the next "&name=". What stands in braces or
/// brackets is one value, whatever is in it.
std::size_t end_of_value(std::string_view text) noexcept {
  std::size_t from = 0;
  if (text.starts_with('{')) from = text.find('}');
  if (text.starts_with('[')) from = text.find(']');
  if (from == npos) from = 0;
  for (auto at = text.find('&', from); at != npos; at = text.find('&', at + 1))
    if (name_before_equals(text.substr(at + 1)) > 0) return at;
  return text.size();
}

}  // namespace

reading<form_fields> read_fields(std::string_view body) {
  form_fields out;
  while (!body.empty()) {
    const auto length = name_before_equals(body);
    if (length == 0) return misread::unreadable;
    const std::string name(body.substr(0, length));
    body.remove_prefix(length + 1);
    const auto end = end_of_value(body);
    if (!add_agreeing(out, name, std::string(body.substr(0, end)))) return misread::contradictory;
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return out;
}

}  // namespace sluice::unionpay

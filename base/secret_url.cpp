#include "base/secret_url.hpp"

#include <algorithm>

namespace sluice {
namespace {

constexpr std::string_view hidden = "***";
constexpr std::string_view scheme_end = "://";

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool may_be_host(std::string_view text) noexcept {
  const bool in_brackets = text.size() > 2 && text.front() == '[' && text.back() == ']';
  if (in_brackets) text = text.substr(1, text.size() - 2);
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_' ||
           (in_brackets && c == ':');
  });
}

bool may_be_host_and_port(std::string_view text) noexcept {
  constexpr std::size_t longest_port = 5;
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || text.ends_with(']')) return may_be_host(text);
  const auto port = text.substr(colon + 1);
  return may_be_host(text.substr(0, colon)) && !port.empty() && port.size() <= longest_port &&
         std::all_of(port.begin(), port.end(), is_digit);
}

/// One address: nothing between its scheme and its last "@" is shown, and no path.
std::string shown_one(std::string_view url) {
  std::string out;
  if (const auto at = url.find(scheme_end); at != std::string_view::npos) {
    out = url.substr(0, at + scheme_end.size());
    url.remove_prefix(out.size());
  }
  if (const auto at = url.rfind('@'); at != std::string_view::npos) {
    out.append(hidden).append("@");
    url.remove_prefix(at + 1);
  }
  url = url.substr(0, url.find_first_of("/?#"));
  return out.append(may_be_host_and_port(url) ? url : hidden);
}

/// Where an address ends: at a comma, unless what follows may be the rest of a password.
std::size_t end_of_first(std::string_view urls) noexcept {
  for (auto comma = urls.find(','); comma != std::string_view::npos;
       comma = urls.find(',', comma + 1)) {
    const auto after = urls.substr(comma + 1);
    const auto at = after.find('@');
    if (at == std::string_view::npos || after.find(scheme_end) < at) return comma;
  }
  return urls.size();
}

}  // namespace

std::string secret_url::shown() const {
  std::string out;
  for (std::string_view rest = text_;; out += ',') {
    const auto end = end_of_first(rest);
    if (end > 0) out += shown_one(rest.substr(0, end));
    if (end == rest.size()) return out;
    rest.remove_prefix(end + 1);
  }
}

std::string without_url_secrets(std::string_view text) {
  constexpr std::string_view between_words = " \t\n\"'";
  constexpr std::string_view ends_a_clause = ".,;:!?)";
  std::string out;
  while (!text.empty()) {
    const auto gap = std::min(text.find_first_not_of(between_words), text.size());
    out.append(text.substr(0, gap));
    text.remove_prefix(gap);
    auto word = text.substr(0, text.find_first_of(between_words));
    if (const auto last = word.find_last_not_of(ends_a_clause); last != std::string_view::npos)
      word = word.substr(0, last + 1);  // the sentence's, not the address's
    const bool is_address =
        word.find(scheme_end) != std::string_view::npos || word.find('@') != std::string_view::npos;
    out.append(is_address ? secret_url(std::string(word)).shown() : std::string(word));
    text.remove_prefix(word.size());
  }
  return out;
}

}  // namespace sluice

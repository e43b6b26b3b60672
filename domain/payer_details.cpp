#include "domain/payer_details.hpp"

#include <algorithm>

namespace sluice {
namespace {

constexpr std::size_t longest_id = 128;
constexpr std::size_t longest_url = 256;

bool is_visible(char c) noexcept { return c > ' ' && c < '\x7f'; }

bool is_of_id(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

}  // namespace

bool is_payer_id(std::string_view text) noexcept {
  return !text.empty() && text.size() <= longest_id && std::ranges::all_of(text, is_of_id);
}

bool is_return_url(std::string_view text) noexcept {
  for (const std::string_view scheme : {"http://", "https://"})
    if (text.starts_with(scheme) && text.size() <= longest_url)
      return text.size() > scheme.size() && text[scheme.size()] != '/' &&
             std::ranges::all_of(text, is_visible);
  return false;
}

bool is_payer_token(std::string_view text) noexcept {
  return !text.empty() && text.size() <= longest_id && std::ranges::all_of(text, is_visible);
}

}  // namespace sluice

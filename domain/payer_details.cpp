#include "domain/payer_details.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace sluice {
namespace {

constexpr std::size_t longest_id = 128;
constexpr std::size_t longest_url = 256;

bool is_visible(char c) noexcept { return c > ' ' && c < '\x7f'; }

bool is_of_id(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

char small_letter(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// "shop.example:8080" of "https://shop.example:8080/x". Empty: there is none.
std::string_view authority_in(std::string_view url) {
  const auto begin = url.find("//");
  if (begin == std::string_view::npos) return {};
  url.remove_prefix(begin + 2);
  return url.substr(0, url.find_first_of("/?#"));
}

/// Empty: as usual for the scheme.
bool is_port(std::string_view text) noexcept {
  constexpr unsigned highest = 65'535;
  unsigned port = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), port);
  return text.empty() ||
         (fault == std::errc{} && end == text.data() + text.size() && port > 0 && port <= highest);
}

/// What follows the host; an IPv6 address has colons of its own.
std::string_view port_in(std::string_view authority) noexcept {
  const auto colon = authority.rfind(':');
  const auto bracket = authority.rfind(']');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || bracket < colon);
  return has_port ? authority.substr(colon + 1) : std::string_view{};
}

/// In small letters, without its port. Empty: the address is not plain.
std::string host_in(std::string_view url) {
  const auto authority = authority_in(url);
  const auto colon = authority.find(':');
  const auto port = colon == std::string_view::npos ? "" : authority.substr(colon + 1);
  std::string host(authority.substr(0, colon));
  std::ranges::transform(host, host.begin(), small_letter);
  const bool is_plain =
      std::ranges::all_of(host, [](char c) { return is_of_id(c) && c != '_'; }) && is_port(port);
  const bool has_labels = !host.starts_with('.') && host.find("..") == std::string::npos;
  return is_plain && has_labels ? host : std::string{};
}

}  // namespace

bool is_payer_id(std::string_view text) noexcept {
  return !text.empty() && text.size() <= longest_id && std::ranges::all_of(text, is_of_id);
}

bool is_return_url(std::string_view text) noexcept {
  for (const std::string_view scheme : {"http://", "https://"})
    if (text.starts_with(scheme) && text.size() <= longest_url)
      return text.size() > scheme.size() && text[scheme.size()] != '/' &&
             std::ranges::all_of(text, is_visible) && is_port(port_in(authority_in(text)));
  return false;
}

bool leads_to(std::string_view return_url, const std::vector<std::string>& domains) {
  const auto host = host_in(return_url);
  return std::ranges::any_of(domains, [&](const std::string& domain) {
    return host == domain || host.ends_with("." + domain);
  });
}

bool is_payer_token(std::string_view text) noexcept {
  return !text.empty() && text.size() <= longest_id && std::ranges::all_of(text, is_visible);
}

}  // namespace sluice

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "adapters/config/sections.hpp"

namespace sluice::config {
namespace {

bool is_visible(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

bool is_listen_address(std::string_view text, std::uint16_t least_port) noexcept {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0 || !is_visible(text)) return false;
  const auto port_text = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto* const begin = port_text.data();
  const auto* const end = begin + port_text.size();
  const auto [rest, error] = std::from_chars(begin, end, port);
  return error == std::errc{} && rest == end && port >= least_port;
}

bool is_http_url(std::string_view text) noexcept {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (text.substr(0, scheme.size()) != scheme) continue;
    const auto host = text.substr(scheme.size());
    return !host.empty() && host.front() != '/' && host.front() != ':' && is_visible(host);
  }
  return false;
}

void read_http_url(toml_reader& in, std::string_view key, std::string& into) {
  std::string written;
  in.text(key, written);
  if (written.empty()) return;
  if (!is_http_url(written)) {
    in.complain(key, '"' + written + "\" is not an HTTP address",
                "http:// or https:// and a host, such as \"https://api.mch.weixin.qq.com\"");
    return;
  }
  while (written.back() == '/') written.pop_back();
  into = std::move(written);
}

void read_exit_address(toml_reader& in, std::string& into) {
  constexpr std::string_view key = "exit_address";
  std::string written;
  in.text(key, written);
  if (written.empty()) return;
  std::array<unsigned char, sizeof(in6_addr)> binary{};
  const auto is_of = [&](int family) {
    return ::inet_pton(family, written.c_str(), binary.data()) == 1;
  };
  const bool is_v4 = is_of(AF_INET);
  // Nobody calls from everywhere, from a group or from everybody.
  const bool is_somebody = is_v4 ? binary[0] != 0 && binary[0] < 224
                                 : is_of(AF_INET6) && binary[0] != 0xff && written != "::";
  if (is_somebody)
    into = std::move(written);
  else
    in.complain(key, '"' + written + "\" is no address to call from",
                "an address of this machine to call the channel from, such as \"192.0.2.7\"");
}

void read_networks(toml_reader& in, std::string_view key, std::vector<network>& into) {
  const auto fault_of = [](const std::string& written) {
    return network::read(written) ? "" : "is no network, or has bits behind its prefix";
  };
  for (const auto& text :
       in.texts(key, fault_of, "networks or addresses such as \"203.0.113.0/24\""))
    if (const auto read = network::read(text)) into.push_back(*read);
}

void read_listen_address(toml_reader& in, std::string_view key, std::string& into,
                         std::uint16_t least_port) {
  std::string written;
  in.text(key, written);
  if (written.empty()) return;
  if (is_listen_address(written, least_port))
    into = std::move(written);
  else
    in.complain(key, '"' + written + "\" is not an address to listen on",
                "host:port with a port from " + std::to_string(least_port) +
                    " to 65535, such as \"127.0.0.1:18900\"");
}

}  // namespace sluice::config

#include "adapters/http/network.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace sluice {
namespace {

constexpr unsigned all_bits = 128, bits_of_v4 = 32;
/// ::ffff:0:0/96 carries IPv4 (RFC 4291, section 2.5.5.2).
constexpr std::array<std::uint8_t, 12> carries_v4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

std::optional<unsigned> number_in(std::string_view text) {
  unsigned out = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || rest != text.data() + text.size()) return std::nullopt;
  return out;
}

}  // namespace

std::optional<network::bytes> network::bytes_of(std::string_view address) {
  const std::string text(address);
  bytes out{};
  if (::inet_pton(AF_INET6, text.c_str(), out.data()) == 1) return out;
  std::ranges::copy(carries_v4, out.begin());
  if (::inet_pton(AF_INET, text.c_str(), out.data() + carries_v4.size()) == 1) return out;
  return std::nullopt;
}

std::optional<network> network::read(std::string_view text) {
  const auto slash = text.find('/');
  const auto begins = bytes_of(text.substr(0, slash));
  if (!begins) return std::nullopt;
  const unsigned longest = text.find(':') == std::string_view::npos ? bits_of_v4 : all_bits;
  const auto bits =
      slash == std::string_view::npos ? std::optional(longest) : number_in(text.substr(slash + 1));
  if (!bits || *bits > longest) return std::nullopt;
  const auto of_all = all_bits - longest + *bits;
  if (without_tail(*begins, of_all) != *begins) return std::nullopt;
  return network(*begins, of_all);
}

bool network::contains(std::string_view address) const {
  const auto whose = bytes_of(address);
  return whose && without_tail(*whose, bits_) == begins_;
}

network::bytes network::without_tail(bytes address, unsigned bits) {
  constexpr unsigned of_byte = 8;
  for (unsigned i = 0; i < address.size(); ++i) {
    const auto kept = std::min(of_byte, bits - std::min(bits, i * of_byte));
    address[i] = static_cast<std::uint8_t>(address[i] & (0xff00U >> kept));
  }
  return address;
}

}  // namespace sluice

#include <algorithm>
#include <array>

#include "base/hex.hpp"
#include "domain/access/principal.hpp"

namespace sluice::access {
namespace {

constexpr std::uint8_t sign_bit = 0x80;

/// The y coordinates of the eight points of small order, and those that are written as another
/// number than they are. Whoever names one of them can "sign" without knowing any secret.
/// Source: RFC 8032 7; the list is that of libsodium's crypto_core_ed25519_is_valid_point.
constexpr std::array<std::string_view, 7> small_order{
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"};

/// y >= 2^255 - 19.
bool is_written_too_large(const ed25519_public& y) {
  constexpr std::uint8_t least_of_last = 0xed;
  return y.front() >= least_of_last && y.back() == 0x7f &&
         std::all_of(y.begin() + 1, y.end() - 1, [](std::uint8_t b) { return b == 0xff; });
}

}  // namespace

bool is_weak(const ed25519_public& half) {
  auto y = half;
  y.back() &= static_cast<std::uint8_t>(~sign_bit);
  return is_written_too_large(y) ||
         std::find(small_order.begin(), small_order.end(), hex(y)) != small_order.end();
}

}  // namespace sluice::access

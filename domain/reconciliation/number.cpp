#include "domain/reconciliation/number.hpp"

#include <algorithm>
#include <cstring>

#include "base/sha256.hpp"

namespace sluice::reconciliation {
namespace {

constexpr std::size_t most_signs = 26;
constexpr unsigned bits_of_a_sign = 6;
/// In the four bits that no sign needs.
constexpr std::uint8_t hashed = 0xF0;

/// By its place; the first one ends a text.
constexpr std::string_view signs(
    "\0"
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_",
    64);

constexpr std::array<std::uint8_t, 256> place_of_sign = [] {
  std::array<std::uint8_t, 256> all{};
  for (std::size_t i = 0; i < signs.size(); ++i)
    all[static_cast<unsigned char>(signs[i])] = static_cast<std::uint8_t>(i);
  return all;
}();

bool can_be_packed(std::string_view text) noexcept {
  return text.size() <= most_signs && std::ranges::all_of(text, [](char c) {
           return place_of_sign[static_cast<unsigned char>(c)] != 0;
         });
}

std::uint64_t eight_of(const number::bytes& all, std::size_t from) noexcept {
  std::uint64_t out = 0;
  std::memcpy(&out, all.data() + from, sizeof out);
  return out;
}

}  // namespace

number::number(std::string_view text) {
  if (text.empty()) return;
  if (!can_be_packed(text)) {
    const auto whole = sha256_of(text);
    std::copy_n(whole.begin(), all_.size(), all_.begin());
    all_.back() |= hashed;
    return;
  }
  std::uint32_t waiting = 0;
  unsigned bits = 0;
  std::size_t next = 0;
  for (const char c : text) {
    waiting |= std::uint32_t{place_of_sign[static_cast<unsigned char>(c)]} << bits;
    for (bits += bits_of_a_sign; bits >= 8; bits -= 8, waiting >>= 8U)
      all_[next++] = static_cast<std::uint8_t>(waiting);
  }
  if (bits > 0) all_[next] = static_cast<std::uint8_t>(waiting);
}

number number::from(const bytes& all) noexcept {
  number out;
  out.all_ = all;
  return out;
}

std::string number::text() const {
  std::string out;
  if ((all_.back() & hashed) == hashed) return out;
  std::uint32_t waiting = 0;
  unsigned bits = 0;
  for (const auto byte : all_) {
    waiting |= std::uint32_t{byte} << bits;
    for (bits += 8; bits >= bits_of_a_sign; bits -= bits_of_a_sign, waiting >>= bits_of_a_sign) {
      const auto place = waiting & 63U;
      if (place == 0) return out;
      out += signs[place];
    }
  }
  return out;
}

std::uint64_t number::spread() const noexcept {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
  auto mixed = eight_of(all_, 0) * odd;
  mixed = ((mixed >> 29U) ^ mixed ^ eight_of(all_, 8)) * odd;
  mixed = ((mixed >> 29U) ^ mixed ^ eight_of(all_, 12)) * odd;
  return mixed ^ (mixed >> 32U);
}

}  // namespace sluice::reconciliation

#include "adapters/nats/nkey.hpp"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <memory>
#include <sstream>
#include <vector>

namespace sluice::nats {
namespace {

using bytes = std::vector<std::uint8_t>;

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";  // RFC 4648
constexpr std::uint8_t seed_prefix = 18U << 3U;                            // 'S'
constexpr std::uint8_t user_prefix = 20U << 3U;                            // 'U'
constexpr std::size_t key_size = 32;

std::optional<bytes> base32_decode(std::string_view text) {
  bytes out;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : text) {
    const auto value = alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 5U) | static_cast<std::uint32_t>(value);
    held += 5;
    if (held < 8) continue;
    held -= 8;
    out.push_back(static_cast<std::uint8_t>((bits >> held) & 0xFFU));
  }
  return out;
}

std::string base32_encode(const bytes& raw) {
  std::string out;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const auto byte : raw) {
    bits = (bits << 8U) | byte;
    held += 8;
    for (; held >= 5; held -= 5) out += alphabet[(bits >> (held - 5)) & 31U];
  }
  if (held > 0) out += alphabet[(bits << (5 - held)) & 31U];
  return out;
}

/// CRC-16/XMODEM.
std::uint16_t checksum(const std::uint8_t* data, std::size_t size) {
  std::uint32_t crc = 0;
  for (std::size_t i = 0; i < size; ++i) {
    crc ^= static_cast<std::uint32_t>(data[i]) << 8U;
    for (int bit = 0; bit < 8; ++bit)
      crc = ((crc & 0x8000U) != 0 ? (crc << 1U) ^ 0x1021U : crc << 1U) & 0xFFFFU;
  }
  return static_cast<std::uint16_t>(crc);
}

std::optional<bytes> user_seed(std::string_view text) {
  const auto raw = base32_decode(text);
  if (!raw || raw->size() != 2 + key_size + 2) return std::nullopt;
  const auto& b = *raw;
  const auto kind = static_cast<std::uint8_t>(((b[0] & 7U) << 5U) | ((b[1] & 0xF8U) >> 3U));
  if ((b[0] & 0xF8U) != seed_prefix || kind != user_prefix) return std::nullopt;
  const auto crc = checksum(b.data(), b.size() - 2);
  if (b[34] != (crc & 0xFFU) || b[35] != (crc >> 8U)) return std::nullopt;
  return bytes(b.begin() + 2, b.begin() + 2 + key_size);
}

std::optional<bytes> public_of(const bytes& seed) {
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()),
      EVP_PKEY_free);
  bytes out(key_size);
  std::size_t size = out.size();
  if (key == nullptr || EVP_PKEY_get_raw_public_key(key.get(), out.data(), &size) != 1)
    return std::nullopt;
  return out;
}

}  // namespace

std::optional<std::string> public_nkey(std::string_view seed_file_text) {
  std::istringstream words{std::string(seed_file_text)};
  for (std::string word; words >> word;) {
    const auto seed = user_seed(word);
    if (!seed) continue;
    const auto key = public_of(*seed);
    if (!key) return std::nullopt;
    bytes raw{user_prefix};
    raw.insert(raw.end(), key->begin(), key->end());
    const auto crc = checksum(raw.data(), raw.size());
    raw.push_back(static_cast<std::uint8_t>(crc & 0xFFU));
    raw.push_back(static_cast<std::uint8_t>(crc >> 8U));
    return base32_encode(raw);
  }
  return std::nullopt;
}

}  // namespace sluice::nats

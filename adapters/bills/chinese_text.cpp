#include "adapters/bills/chinese_text.hpp"

#include <iconv.h>

#include <cstdint>
#include <cstring>

namespace sluice::bills {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

class converter {
 public:
  converter() : handle_(iconv_open("UTF-8", "GB18030")) {}
  ~converter() {
    if (is_open()) iconv_close(handle_);
  }
  converter(const converter&) = delete;
  converter& operator=(const converter&) = delete;

  [[nodiscard]] bool is_open() const noexcept {
    return handle_ != reinterpret_cast<iconv_t>(std::intptr_t{-1});
  }
  /// All of it, or not.
  [[nodiscard]] bool run(std::string& from, std::string& into) const {
    auto* in = from.data();
    auto* out = into.data();
    auto in_left = from.size(), out_left = into.size();
    if (iconv(handle_, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1))
      return false;
    into.resize(into.size() - out_left);
    return in_left == 0;
  }

 private:
  iconv_t handle_;
};

/// How many bytes the character has that begins so; 0: none begins so.
std::size_t length_of(unsigned char first) noexcept {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if ((first & 0xF0U) == 0xE0) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

/// Written longer than needed, half of a pair, or beyond the last character (RFC 3629).
bool is_forbidden(unsigned char first, unsigned char second) noexcept {
  return (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
         (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
}

/// Most of any bill is digits.
bool begins_with_eight_plain(std::string_view bytes) noexcept {
  std::uint64_t word = 0;
  if (bytes.size() < sizeof word) return false;
  std::memcpy(&word, bytes.data(), sizeof word);
  return (word & 0x8080'8080'8080'8080) == 0;
}

}  // namespace

bool is_utf8(std::string_view bytes) noexcept {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  for (std::size_t at = 0; at < bytes.size();) {
    if (begins_with_eight_plain(bytes.substr(at))) {
      at += 8;
      continue;
    }
    const auto length = length_of(byte(at));
    if (length == 0 || bytes.size() - at < length) return false;
    if (length > 1 && is_forbidden(byte(at), byte(at + 1))) return false;
    for (std::size_t i = 1; i < length; ++i)
      if ((byte(at + i) & 0xC0U) != 0x80) return false;
    at += length;
  }
  return true;
}

std::optional<std::string> utf8_from_gbk(std::string_view bytes) {
  const converter with;
  if (!with.is_open()) return std::nullopt;
  std::string from(bytes);
  std::string into(bytes.size() * 2 + 1, '\0');  // two bytes become three at most, four four
  if (!with.run(from, into)) return std::nullopt;
  return into;
}

std::optional<std::string> utf8_of(std::string_view bytes) {
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  if (is_utf8(bytes)) return std::string(bytes);
  return utf8_from_gbk(bytes);
}

}  // namespace sluice::bills

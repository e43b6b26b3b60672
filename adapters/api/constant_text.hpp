#pragma once
/// Text that is put together while the program is compiled, so that a limit stands in the code once
/// and still in every sentence about it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sluice::api {

class constant_text {
 public:
  /// Each part is text, a number, or a list of names that is told as "a, b, c".
  template <class... Parts>
  explicit consteval constant_text(const Parts&... parts) {
    (add(parts), ...);
  }

  [[nodiscard]] constexpr std::string_view view() const noexcept { return {bytes_.data(), size_}; }

 private:
  consteval void add(std::string_view text) {
    for (const char c : text) bytes_[size_++] = c;  // too long for it does not compile
  }

  consteval void add(std::int64_t number) {
    if (number > 9) add(number / 10);
    bytes_[size_++] = static_cast<char>('0' + number % 10);
  }

  template <std::size_t N>
  consteval void add(const std::array<std::string_view, N>& names) {
    for (std::size_t i = 0; i < N; ++i) {
      if (i > 0) add(", ");
      add(names[i]);
    }
  }

  std::array<char, 320> bytes_{};
  std::size_t size_ = 0;
};

}  // namespace sluice::api

#pragma once
/// A packed explanation (explanation.hpp) as orders carry it and the log keeps it: small, of a
/// fixed size, and opaque to everybody but routing.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::routing {

class explanation_bytes {
 public:
  static constexpr std::size_t most = 48;

  /// No explanation: the order is older than they are.
  explanation_bytes() = default;
  /// Nothing: too long.
  [[nodiscard]] static std::optional<explanation_bytes> from(std::string_view text) noexcept {
    if (text.size() > most) return std::nullopt;
    explanation_bytes out;
    for (const char c : text) out.push(static_cast<std::uint8_t>(c));
    return out;
  }

  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] const std::uint8_t* data() const noexcept { return bytes_.data(); }
  /// As text, for who stores it.
  [[nodiscard]] std::string_view view() const noexcept {
    return {reinterpret_cast<const char*>(bytes_.data()), size_};
  }
  /// Precondition: i < size().
  [[nodiscard]] std::uint8_t operator[](std::size_t i) const noexcept { return bytes_[i]; }
  /// Precondition: size() < most.
  void push(std::uint8_t byte) noexcept { bytes_[size_++] = byte; }

  friend bool operator==(const explanation_bytes& a, const explanation_bytes& b) noexcept {
    return a.view() == b.view();
  }

 private:
  std::array<std::uint8_t, most> bytes_{};
  std::uint8_t size_ = 0;
};

}  // namespace sluice::routing

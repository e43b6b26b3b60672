#pragma once
/// A number under which a channel knows a payment or a refund, in 20 bytes, so that ten million of
/// them need no text. Ours (26 capital letters and digits, domain/channel_numbers.hpp) are all in
/// it; of one that is longer or has other signs it is a SHA-256, so that two are the same exactly
/// when their texts are.

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::reconciliation {

class number {
 public:
  using bytes = std::array<std::uint8_t, 20>;

  /// Of none: the channel names no number of ours.
  number() = default;
  explicit number(std::string_view text);
  [[nodiscard]] static number from(const bytes& all) noexcept;

  [[nodiscard]] bool is_none() const noexcept { return all_ == bytes{}; }
  /// Empty: there is none, or it is hashed.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] const bytes& raw() const noexcept { return all_; }
  /// Spreads evenly, also where numbers only count up.
  [[nodiscard]] std::uint64_t spread() const noexcept;

  friend auto operator<=>(const number&, const number&) = default;

 private:
  bytes all_{};
};

}  // namespace sluice::reconciliation

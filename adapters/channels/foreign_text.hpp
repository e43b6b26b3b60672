#pragma once
/// Text that came from outside: out of a channel's answer or notification. It may be a megabyte
/// long, no UTF-8, or full of control characters. So it is a type of its own, which no field of a
/// report takes: it can be compared with what we know and read as a number, and what is kept of it
/// goes through word(). A view: what was received must outlive it.

#include <string>
#include <string_view>

namespace sluice {

class foreign_text {
 public:
  static constexpr std::size_t longest_word = 64;

  constexpr foreign_text() = default;
  constexpr explicit foreign_text(std::string_view received) noexcept : received_(received) {}

  [[nodiscard]] constexpr bool empty() const noexcept { return received_.empty(); }
  [[nodiscard]] friend constexpr bool operator==(foreign_text theirs,
                                                 std::string_view ours) noexcept {
    return theirs.received_ == ours;
  }

  /// To look up, to parse, to verify; never to be stored or logged.
  [[nodiscard]] constexpr std::string_view as_received() const noexcept { return received_; }

  /// Fit for the log: letters, digits and "._-|*", at most longest_word. What else is in it becomes
  /// '?'.
  [[nodiscard]] std::string word() const;
  /// A person as a channel shows him to others, masked: "sim***@example.com". As word(), and '@'.
  [[nodiscard]] std::string masked_name() const;
  /// word() keeps all of it.
  [[nodiscard]] bool is_word() const noexcept;

 private:
  std::string_view received_{};
};

}  // namespace sluice

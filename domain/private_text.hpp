#pragma once
/// Text that is a merchant's own business: in the log it may be sealed under a key of the
/// merchant's. Where that key is not at hand the text is there, and what it says is not known. No
/// rule asks for either, so an order lives the same without the key.

#include <string>
#include <string_view>
#include <utility>

namespace sluice {

class private_text {
 public:
  private_text() = default;
  // Whoever has the text has the whole of it: only who reads a log meets the other case.
  private_text(std::string text) : text_(std::move(text)) {}  // NOLINT(google-explicit-constructor)
  private_text(const char* text) : text_(text) {}  // NOLINT(google-explicit-constructor)

  /// There is a text, and its key is not here.
  [[nodiscard]] static private_text sealed() {
    private_text out{std::string(sealed_word)};
    out.is_sealed_ = true;
    return out;
  }

  [[nodiscard]] bool is_sealed() const noexcept { return is_sealed_; }
  /// As people are shown it: "(sealed)" where it is.
  [[nodiscard]] const std::string& shown() const noexcept { return text_; }

  friend bool operator==(const private_text&, const private_text&) = default;

 private:
  static constexpr std::string_view sealed_word = "(sealed)";

  std::string text_;
  bool is_sealed_ = false;
};

}  // namespace sluice

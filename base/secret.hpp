#pragma once
/// Text that must never be printed: payment codes, keys. It has no stream or format operator, so
/// logging it does not compile; whoever needs the text has to say `reveal`, which is easy to grep.

#include <string>
#include <utility>

namespace sluice {

class secret {
 public:
  secret() = default;
  explicit secret(std::string text) : text_(std::move(text)) {}

  [[nodiscard]] const std::string& reveal() const noexcept { return text_; }
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }

  /// The first two digits tell the wallet, the last two help a cashier: "13**************89".
  [[nodiscard]] std::string masked() const {
    constexpr std::size_t shown = 2;
    if (text_.size() <= 4 * shown) return std::string(text_.size(), '*');
    return text_.substr(0, shown) + std::string(text_.size() - 2 * shown, '*') +
           text_.substr(text_.size() - shown);
  }

 private:
  std::string text_;
};

}  // namespace sluice

#pragma once
/// A way into a channel: the channel itself, one of its payment methods, or one bank behind a
/// method. Limits and breakers look at each of the three: one bank may be down inside a good
/// channel.

#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "domain/instrument.hpp"

namespace sluice::channel {

/// "" (the channel itself), "debit_card", "debit_card/icbc": as in events, settings and answers.
class path {
 public:
  path() = default;
  explicit path(const instrument& paid_with) : text_(paid_with.text()) {}
  explicit path(std::string text) : text_(std::move(text)) {}

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] bool is_whole_channel() const noexcept { return text_.empty(); }
  /// Precondition: it is not the whole channel.
  [[nodiscard]] path parent() const {
    const auto slash = text_.find('/');
    return slash == std::string::npos ? path{} : path{text_.substr(0, slash)};
  }
  friend auto operator<=>(const path&, const path&) = default;

 private:
  std::string text_;
};

}  // namespace sluice::channel

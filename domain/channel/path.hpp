#pragma once
/// A way into a channel: the channel itself, one of its payment methods, or one bank behind a
/// method. Limits and breakers look at each of the three: one bank may be down inside a good
/// channel.

#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "domain/ids.hpp"
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
  /// An order can come this way: method and bank are as orders name them.
  [[nodiscard]] bool is_of_orders() const { return text_.empty() || instrument_from_text(text_); }
  /// As old logs have it: method and bank are names (is_name), and there is no third.
  [[nodiscard]] bool is_well_formed() const noexcept {
    const auto slash = text_.find('/');
    const auto method = std::string_view(text_).substr(0, slash);
    if (slash == std::string::npos) return text_.empty() || is_name(method);
    return is_name(method) && is_name(std::string_view(text_).substr(slash + 1));
  }
  friend auto operator<=>(const path&, const path&) = default;

 private:
  std::string text_;
};

/// That a channel keeps apart; a further one goes by its parent.
inline constexpr std::size_t most_paths = 256;

}  // namespace sluice::channel

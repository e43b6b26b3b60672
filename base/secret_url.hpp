#pragma once
/// An address, or several separated by commas, that may hold a user, a password or a token. Like a
/// secret it cannot be printed by mistake; unlike one, it has a form to be shown.

#include <string>
#include <string_view>
#include <utility>

namespace sluice {

class secret_url {
 public:
  secret_url() = default;
  // Not explicit: on the way in nothing can leak.
  secret_url(std::string text) : text_(std::move(text)) {}
  secret_url(const char* text) : text_(text) {}

  /// For the library that connects, and for nobody else.
  [[nodiscard]] const std::string& reveal() const noexcept { return text_; }
  /// Scheme, host and port: "nats://***@127.0.0.1:4222". What cannot be a host is hidden as well:
  /// the "@" may have been forgotten.
  [[nodiscard]] std::string shown() const;

  friend bool operator==(const secret_url&, const secret_url&) = default;

 private:
  std::string text_;
};

/// Text that quotes what somebody typed: every word of it that looks like an address, as shown.
[[nodiscard]] std::string without_url_secrets(std::string_view text);

}  // namespace sluice

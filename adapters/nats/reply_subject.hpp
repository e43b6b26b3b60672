#pragma once
/// A subject at which an answer may be published. Whoever asks chooses it, and the engine publishes
/// there under its own rights: so it can only be made by a check.

#include <optional>
#include <string>
#include <string_view>

namespace sluice::nats {

class reply_subject {
 public:
  /// Nothing when nobody may be answered there: `text` is no subject, has wildcards, or is one that
  /// a server ("$JS.API…") or our own subscribers ("pay.evt…") would believe. `prefix`: "pay".
  [[nodiscard]] static std::optional<reply_subject> from(std::string_view text,
                                                         std::string_view prefix);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  explicit reply_subject(std::string_view text) : text_(text) {}
  std::string text_;
};

}  // namespace sluice::nats

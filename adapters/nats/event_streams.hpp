#pragma once
/// Which subjects the server's JetStream streams take in: what is published there is acknowledged
/// by the stream, or refused. Streams are looked for, never made.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/nats/connection.hpp"

namespace sluice::nats {

class event_streams {
 public:
  /// `filter`: what we publish on, "pay.evt.>".
  event_streams(std::shared_ptr<connection> at, std::string filter)
      : at_(std::move(at)), filter_(std::move(filter)) {}

  /// Asks the server. False: it did not say; what was known before still counts.
  [[nodiscard]] bool look(millis limit);
  [[nodiscard]] bool take_in(std::string_view subject) const noexcept;

 private:
  /// Nothing: no answer.
  [[nodiscard]] std::optional<std::string> ask(const std::string& subject, const std::string& body,
                                               millis limit);

  std::shared_ptr<connection> at_;
  std::string filter_;
  std::vector<std::string> subjects_;  ///< of all streams that acknowledge
};

/// What $JS.API.STREAM.NAMES answers. Nothing: it is no such answer.
[[nodiscard]] std::optional<std::vector<std::string>> read_stream_names(std::string_view body);
/// What $JS.API.STREAM.INFO.<name> answers: its subjects, none if it acknowledges nothing.
[[nodiscard]] std::vector<std::string> read_stream_subjects(std::string_view body);

}  // namespace sluice::nats

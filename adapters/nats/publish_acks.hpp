#pragma once
/// The acknowledgements (PubAcks) by which a JetStream stream says that it has stored what was
/// published, or that it will not. One batch at a time: expect() for each message, wait() for all.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/nats/connection.hpp"
#include "store/event_log.hpp"

namespace sluice::nats {

/// What a stream said to a message that it did not take.
struct stream_refusal {
  store::sequence of = 0;
  std::string why{};
  bool is_too_large = false;
};

/// Nothing: stored. `of` is left empty.
[[nodiscard]] std::optional<stream_refusal> read_acknowledgement(std::string_view body);

class publish_acks {
 public:
  explicit publish_acks(std::shared_ptr<connection> at);
  ~publish_acks();
  publish_acks(const publish_acks&) = delete;
  publish_acks& operator=(const publish_acks&) = delete;

  /// The reply subject for this message of the batch.
  [[nodiscard]] std::string expect(store::sequence which);
  /// Until every one has come, or the limit is over. What was refused, and what no acknowledgement
  /// came for. Ends the batch.
  [[nodiscard]] std::vector<stream_refusal> wait(millis limit);
  /// The batch comes to nothing; what still arrives for it is not looked at.
  void forget();

 private:
  struct inside;
  std::shared_ptr<connection> at_;
  std::shared_ptr<inside> inside_;
  natsSubscription* subscription_ = nullptr;
};

}  // namespace sluice::nats

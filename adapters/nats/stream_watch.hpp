#pragma once
/// Looks for JetStream streams over the subjects of requests. Such a stream answers a caller before
/// the engine does ("stored", which is not "paid"), and it keeps payment codes. Nothing waits for
/// it: where there is no JetStream, nobody answers.

#include <nats/nats.h>

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/nats/connection.hpp"

namespace sluice::nats {

/// Is there a subject that both patterns take? "*" is any token, ">" at the end any that follow.
[[nodiscard]] bool subjects_collide(std::string_view one, std::string_view other) noexcept;

class stream_watch {
 public:
  /// Looks at once, and again whenever the connection was lost and made anew. Tells of each stream
  /// that takes requests. `prefix`: "pay".
  [[nodiscard]] static std::unique_ptr<stream_watch> start(
      std::shared_ptr<connection> at, std::string prefix, std::shared_ptr<observer> tells);

  ~stream_watch();
  stream_watch(const stream_watch&) = delete;
  stream_watch& operator=(const stream_watch&) = delete;

 private:
  struct inside;
  explicit stream_watch(std::shared_ptr<inside> i) : inside_(std::move(i)) {}

  std::shared_ptr<inside> inside_;
  natsSubscription* answers_ = nullptr;
};

}  // namespace sluice::nats

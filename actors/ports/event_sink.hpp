#pragma once
/// Where the publisher sends the log's events: NATS in production.

#include <string>
#include <string_view>

#include "store/event_log.hpp"

namespace sluice {

class event_sink {
 public:
  virtual ~event_sink() = default;
  /// At least once, in log order. False: not taken now (no connection); the publisher comes again
  /// with the same record later.
  [[nodiscard]] virtual bool publish(const store::record& r) = 0;
  /// Everything published so far has reached the other side (one round trip). Called before the
  /// publisher's cursor is saved.
  [[nodiscard]] virtual bool flush() = 0;
};

}  // namespace sluice

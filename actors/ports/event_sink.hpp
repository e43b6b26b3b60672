#pragma once
/// Where the publisher sends the log's events: NATS in production.

#include "events/decoded_record.hpp"

namespace sluice {

class event_sink {
 public:
  virtual ~event_sink() = default;
  /// At least once, in log order. False: not taken now (no connection); the publisher comes again
  /// with the same record later.
  [[nodiscard]] virtual bool publish(const decoded_record& r) = 0;
  /// Whether everything published since the last flush has been accepted on the other side. If not,
  /// all of it comes again.
  [[nodiscard]] virtual bool flush() = 0;
};

}  // namespace sluice

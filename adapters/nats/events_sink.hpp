#pragma once
/// The log's events onto NATS, each on `<prefix>.evt.<aggregate>.<event>.<id>`, such as
/// pay.evt.order.order_paid.m1/A-1001. Called by the publisher actor, one thread.
///
/// CloudEvents 1.0 in binary mode (NATS binding): attributes are headers ce-…, the body is the
/// event. ce-id and Nats-Msg-Id are "<log id>-<incarnation>-<partition>-<sequence>", the same for
/// ever and nobody else's: a JetStream stream over <prefix>.evt.> drops what is published again
/// after a restart, if its window still remembers. ce-source names log and incarnation too, and not
/// the node: whoever publishes an event, it is the same one.

#include <cstdint>
#include <memory>
#include <string>

#include "actors/ports/event_sink.hpp"
#include "actors/ports/observer.hpp"
#include "adapters/nats/connection.hpp"
#include "store/log_history.hpp"

namespace sluice::nats {

enum class event_body : std::uint8_t { json, protobuf };

struct sink_options {
  std::string prefix = "pay";
  store::log_history log{};  ///< whose events these are
  event_body body = event_body::json;
  millis flush_limit{5000};
};

class events_sink final : public event_sink {
 public:
  events_sink(std::shared_ptr<connection> to, sink_options options,
              std::shared_ptr<observer> tells);

  [[nodiscard]] bool publish(const decoded_record& r) override;
  /// False also when the connection was lost and made again since the last flush: what was
  /// published in between may have gone with it, and must be published once more.
  [[nodiscard]] bool flush() override;

 private:
  std::shared_ptr<connection> to_;
  sink_options options_;
  std::shared_ptr<observer> tells_;
  std::uint64_t reconnects_seen_;
};

}  // namespace sluice::nats

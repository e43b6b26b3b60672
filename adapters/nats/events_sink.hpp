#pragma once
/// The log's events onto NATS, each on `<prefix>.evt.<aggregate>.<event>.<id>`, such as
/// pay.evt.order.order_paid.m1/A-1001. Called by the publisher's thread only.
///
/// What "arrived" means depends on who listens. Where a JetStream stream takes an event in, the
/// stream's acknowledgement says so. Else the server does: an answered PING, and not one refusal
/// of what was published before it. Nats-Msg-Id lets a stream drop what is published again after
/// a restart, if its window still remembers.

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "actors/ports/event_sink.hpp"
#include "actors/ports/observer.hpp"
#include "adapters/nats/event_message.hpp"
#include "adapters/nats/event_streams.hpp"
#include "adapters/nats/publish_acks.hpp"

namespace sluice::nats {

struct sink_options {
  event_options event{};
  millis flush_limit{5000};
  millis streams_limit{1000};  ///< for the server to say which streams there are
  millis look_again{5000};  ///< at its streams; somebody may have made one
  millis look_again_if_denied{60'000};
};

class events_sink final : public event_sink {
 public:
  events_sink(std::shared_ptr<connection> to, sink_options options,
              std::shared_ptr<observer> tells);

  /// An event that is too large for the server or the stream goes without its body; one that cannot
  /// be read at all is passed over. Both are told: standing still would hold back all behind them.
  [[nodiscard]] bool publish(const decoded_record& r) override;
  /// False also when the connection was lost and made again since the last flush: what was
  /// published in between may have gone with it, and must be published once more.
  [[nodiscard]] bool flush() override;

 private:
  using steady = std::chrono::steady_clock;

  void look_for_streams();
  [[nodiscard]] natsStatus send(const readable_event& e, bool with_body);
  [[nodiscard]] bool reached_server();
  [[nodiscard]] std::string refused_by_server(const std::vector<std::string>& subjects) const;
  [[nodiscard]] std::string refused_by_stream();
  void tell_refused(const std::string& why);
  void tell_accepted();
  void tell_about(const readable_event& e, severity level, std::string_view event,
                  std::string message);

  std::shared_ptr<connection> to_;
  sink_options options_;
  std::shared_ptr<observer> tells_;
  event_streams streams_;
  publish_acks acks_;
  std::shared_ptr<const refusals> refused_;
  steady::time_point look_at_{};
  std::uint64_t reconnects_seen_;

  // -- since the last flush -----------------------------------------------------------------
  std::vector<std::string> subjects_{};
  store::sequence last_ = 0;
  std::uint64_t refusals_before_ = 0;
  std::string error_before_{};

  std::set<store::sequence> too_large_{};  ///< for the stream: it said so
  std::string refusal_told_{};  ///< empty: all is well
};

}  // namespace sluice::nats

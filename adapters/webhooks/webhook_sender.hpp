#pragma once
/// Merchants' endpoints over HTTP. The client is its own: what merchants' servers do, or do not,
/// costs no call to a channel a connection.
///
/// Who calls it: the courier, through the port.

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "actors/ports/clock.hpp"
#include "actors/ports/observer.hpp"
#include "actors/ports/webhook_port.hpp"
#include "adapters/http/http_client.hpp"
#include "adapters/webhooks/endpoint.hpp"

namespace sluice::webhooks {

struct sender_options {
  std::vector<endpoint> endpoints{};
  bool allow_private_addresses = false;  ///< for tests and demonstrations
  store::log_history log{};  ///< whose events these are
  std::uint16_t partition = 0;
  millis timeout{15'000};  ///< of a try, its connection included
};

class webhook_sender final : public webhook_port {
 public:
  webhook_sender(sender_options options, std::shared_ptr<clock_port> clock,
                 std::shared_ptr<observer> tells);

  /// The answer comes on the client's thread; from an endpoint that the configuration does not have
  /// (any more) at once.
  void send(webhook_message what, on_answer heard) noexcept override;
  /// Whatever still runs is answered as silent; so is whatever comes after.
  void stop();

 private:
  struct line {
    endpoint to;
    std::atomic<bool> is_told = false;  ///< that its address is refused
  };
  [[nodiscard]] http_call call_to(const endpoint& to, const webhook_message& what) const;
  [[nodiscard]] webhook::answer read(const http_result& result, line& from) const;
  void tell_refused(const http_result& result, line& from) const;

  bool allow_private_addresses_;
  store::log_history log_;
  std::uint16_t partition_;
  millis timeout_;
  std::shared_ptr<clock_port> clock_;
  std::shared_ptr<observer> tells_;
  std::map<webhook::endpoint_id, line> lines_;  ///< never changes after the start
  http_client client_;  ///< last: its thread uses the rest
};

}  // namespace sluice::webhooks

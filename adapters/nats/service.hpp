#pragma once
/// The engine as a NATS service: requests on `<prefix>.order.create` and its like in a queue group,
/// and service discovery on $SRV. serve and tests start one.
///
/// To end: stop_intake, then drain the engine, then finish. The destructor does without waiting.

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/nats/connection.hpp"
#include "adapters/nats/discovery.hpp"
#include "adapters/nats/intake.hpp"
#include "adapters/nats/stream_watch.hpp"

namespace sluice::nats {

struct service_options {
  std::string prefix = "pay";
  std::string name = "sluice";
  std::string version = "0.1.0";
  std::string id{};  ///< empty: made up
  instant started{};
  std::string queue_group = "q";  ///< who shares it hears each request instead of us or not at all
  intake_limits limits{};
  std::string demo_keys{};  ///< see service_identity
  /// Called for each request, on delivery threads: may wait for a moment.
  intake::turn_function whose_turn = [] { return turn::ours; };
  /// Who has signed a request; nothing: nobody has a key.
  std::shared_ptr<access::verifier> signatures{};
  /// Where requests are counted; what others have counted there before stays.
  std::shared_ptr<endpoint_stats> stats = std::make_shared<endpoint_stats>();
  /// Called for each $SRV.STATS, on delivery threads.
  std::function<std::vector<follower_standing>()> followers = [] {
    return std::vector<follower_standing>{};
  };
};

class service {
 public:
  /// `submit` is called on delivery threads and must not block. Says why when it cannot start.
  [[nodiscard]] static std::variant<std::unique_ptr<service>, std::string> start(
      std::shared_ptr<connection> at, service_options options, intake::submit_function submit,
      std::shared_ptr<observer> tells);

  ~service();
  service(const service&) = delete;
  service& operator=(const service&) = delete;

  /// Hears requests in another queue group from now on. Between the two nothing is heard. Says why
  /// when it cannot.
  [[nodiscard]] std::optional<std::string> move_to(const std::string& queue_group, millis limit);
  /// No new requests come in; those that the server has sent already are still handed on. False:
  /// not within the limit.
  [[nodiscard]] bool stop_intake(millis limit);
  /// Waits until every request has its answer and every answer is with the server.
  [[nodiscard]] bool finish(millis limit);

 private:
  struct inside;
  explicit service(std::shared_ptr<inside> i);
  [[nodiscard]] natsStatus hear_discovery();
  [[nodiscard]] natsStatus hear_requests();

  std::shared_ptr<inside> inside_;
  std::vector<natsSubscription*> requests_;
  std::vector<natsSubscription*> discoveries_;
  std::unique_ptr<stream_watch> streams_{};
};

}  // namespace sluice::nats

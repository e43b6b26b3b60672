#pragma once
/// The running engine with everything it needs from outside, put together from a configuration:
/// log, clock, chance, channels, NATS, notifications. The one place where the parts of this program
/// meet. serve makes one; stop() ends it in order, so that nothing that was taken on is lost.

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

#include "actors/alarm/alarm_facts.hpp"
#include "actors/engine/engine.hpp"
#include "adapters/channels/dialect.hpp"
#include "adapters/channels/key_rounds.hpp"
#include "adapters/channels/notification_listener.hpp"
#include "adapters/channels/signing_pool.hpp"
#include "adapters/config/configuration.hpp"
#include "adapters/http/http_client.hpp"
#include "adapters/metrics/metrics_listener.hpp"
#include "adapters/metrics/readings.hpp"
#include "adapters/nats/lease_keeper.hpp"
#include "adapters/nats/owner_watch.hpp"
#include "adapters/nats/service.hpp"
#include "adapters/notices/receivers.hpp"
#include "adapters/system/machine_clock.hpp"
#include "adapters/system/system_random.hpp"
#include "adapters/system/watchdog.hpp"
#include "adapters/webhooks/webhook_sender.hpp"
#include "events/records/recorder.hpp"

namespace sluice::app {

class assembly {
 public:
  /// A sentence for a person: what could not be started, and why.
  struct failed {
    std::string why;
    bool was_asked_to = false;  ///< to give up waiting
    bool is_taken = false;  ///< by another process: it may let go
  };
  /// What a person says at the start.
  struct manner {
    /// While another engine owns the prefix or writes the log: waits, until told to give up.
    bool waits = false;
    std::function<bool()> gives_up = [] { return false; };
    bool accept_new_numbers = false;  ///< numbers.hpp
    std::uint64_t known_sequence = 0;  ///< of the log, besides what the configuration says
  };
  /// Everything is running when this returns. `on_fatal` is called when the log can no longer be
  /// trusted, from a thread of the engine.
  [[nodiscard]] static std::variant<std::unique_ptr<assembly>, failed> start(
      const configuration& config, std::shared_ptr<observer> tells,
      std::function<void(const std::string& why)> on_fatal, manner how);

  ~assembly();  ///< stops
  assembly(const assembly&) = delete;
  assembly& operator=(const assembly&) = delete;

  /// Why it takes no requests any more and never will: it should be stopped, and another process
  /// be started. Nothing: it does, or will again.
  [[nodiscard]] std::optional<std::string> end_of_its_turn() const;

  /// Reads the configuration file again, in somebody's name, and tells what came of it.
  void reload(const std::string& who, const std::string& why);

  /// Sees whether the engine still turns round, and tells the service manager. Again and again, by
  /// one thread.
  void keep_watch();

  /// No new requests; running channel calls finish or are in doubt; answers are sent; the log is
  /// closed. Blocks, at most a little longer than engine.drain_limit.
  void stop();

  /// Orders that somebody had to act on when the log was opened.
  [[nodiscard]] std::uint64_t open_orders() const noexcept { return open_orders_; }
  /// The last sequence in the log when it was opened.
  [[nodiscard]] store::sequence records() const noexcept { return records_; }
  /// Where to ask how it is: "127.0.0.1:18903", or "none".
  [[nodiscard]] std::string metrics_address() const;

 private:
  assembly(const configuration& config, std::shared_ptr<observer> tells);

  using step = std::optional<failed>;
  [[nodiscard]] step connect_nats();
  [[nodiscard]] step watch_owner();
  [[nodiscard]] step prepare();
  [[nodiscard]] step wait_for_turn();
  [[nodiscard]] step refused_by_owner();
  /// While it waits. Something: the end of waiting.
  [[nodiscard]] step look_around(const std::string& waits_for);
  [[nodiscard]] step take_lease();
  [[nodiscard]] step open_log();
  void follow_handover();
  [[nodiscard]] step leave_group_of_the_silent();
  [[nodiscard]] step use_log();
  void read_log();
  void begin_records();
  [[nodiscard]] step take_numbers();
  [[nodiscard]] step take_access();
  void make_sink();
  void make_risk_line();
  void make_webhooks();
  void make_receivers();
  [[nodiscard]] step make_channels();
  [[nodiscard]] std::shared_ptr<message_recorder> messages_of(const channel_access& access);
  void make_rounds();
  void make_engine(std::function<void(const std::string& why)> on_fatal);
  [[nodiscard]] step start_service();
  [[nodiscard]] step start_listener();
  [[nodiscard]] step start_metrics();
  [[nodiscard]] metrics::readings read_metrics() const;
  [[nodiscard]] std::vector<metrics::check> checks() const;
  [[nodiscard]] std::vector<metrics::link_reading> read_links() const;
  [[nodiscard]] std::map<channel_id, figures::refund_counts> read_refunds() const;
  [[nodiscard]] std::map<channel_id, link_figures::probe> read_probes() const;
  [[nodiscard]] std::vector<metrics::endpoint_reading> read_endpoints() const;
  [[nodiscard]] metrics::round_reading read_round() const;
  [[nodiscard]] std::uint32_t counted_one_in() const;
  void begin_round();
  void end_round();
  void tell_of_hanging();
  [[nodiscard]] nats::turn whose_turn();
  [[nodiscard]] std::vector<follower_standing> followers() const;
  /// False: NATS did not confirm it in time.
  bool stop_accepting();

  const configuration config_;
  const std::shared_ptr<alarm_facts> heard_ = std::make_shared<alarm_facts>();
  const std::shared_ptr<observer> tells_;
  std::uint64_t open_orders_ = 0;
  store::sequence records_ = 0;
  system_random random_{};
  environment env_{};
  manner how_{};
  bool told_of_waiting_ = false;
  std::shared_ptr<access::verifier> signatures_ =  ///< who has signed
      std::make_shared<access::verifier>(machine_clock().wall);
  /// Under which records are sealed; exchanged with them.
  std::shared_ptr<shared_record_keys> data_keys_ =
      std::make_shared<shared_record_keys>(std::make_shared<system_random>(), record_keys{});
  std::shared_ptr<nats::connection> nats_{};
  std::unique_ptr<nats::owner_watch> owner_{};
  std::unique_ptr<nats::lease_keeper> lease_{};  ///< nothing: none is configured
  std::shared_ptr<records::recorder> recorder_{};  ///< nothing: calls leave no records
  signing_pool signing_{};  ///< before the clients: their last answers are read on it
  std::map<std::string, std::unique_ptr<http_client>> clients_{};  ///< by exit address
  std::shared_ptr<webhooks::webhook_sender> webhooks_{};  ///< nothing: no merchant has an endpoint
  std::shared_ptr<notices::receivers> receivers_{};  ///< nothing: nobody is told of alarms
  notification_listener::listened_channels listened_{};
  // -- counted in passing, for metrics
  std::shared_ptr<nats::endpoint_stats> commands_ = std::make_shared<nats::endpoint_stats>();
  std::map<channel_id, std::shared_ptr<channel_counts>> calls_{};
  std::unique_ptr<key_rounds> rounds_{};  ///< the channels' keys are kept fresh
  std::unique_ptr<engine> engine_{};
  std::atomic<engine*> running_{nullptr};  ///< for who asks before it is there
  std::mutex intake_lock_{};  ///< also whoever finds that we do not own any more stops it
  std::unique_ptr<nats::service> service_{};
  std::unique_ptr<notification_listener> listener_{};
  std::atomic<bool> takes_requests_{false};
  // -- whether the engine turns round
  watchdog dog_ = watchdog_of_this_process();
  bool told_of_hanging_ = false;
  std::string told_status_{};
  mutable std::mutex round_lock_{};  ///< of these two: metrics look
  std::shared_ptr<const round_trip> round_{};  ///< on its way; null: none is
  round_trip::waits last_waits_{};
  std::unique_ptr<metrics::metrics_listener> metrics_{};  ///< nothing: none is configured
  bool stopped_ = false;
};

/// As the NATS client wants them.
[[nodiscard]] nats::connection_options connection_options_of(const nats_settings& from);

}  // namespace sluice::app

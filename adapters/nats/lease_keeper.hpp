#pragma once
/// Keeps the lease of domain/ownership on a JetStream stream: the last message of
/// `<prefix>-engines.lease.<partition>`, renewed by publishing with Nats-Expected-Last-Sequence.
/// Never a key-value bucket and never a sequence per subject: before nats-server 2.9.21 the latter,
/// on which the former rests, lets several writers win on a replicated stream.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <variant>

#include "actors/ports/observer.hpp"
#include "adapters/nats/connection.hpp"
#include "domain/ownership/lease.hpp"

namespace sluice::nats {

struct lease_options {
  std::string stream;  ///< made, with one replica, when it is not there
  std::string prefix = "pay";
  std::uint16_t partition = 0;
  ownership::claim self{};
  bool waits = false;
  ownership::lease_times times{};
  /// Somebody else has it now. Called once, on the keeper's thread.
  std::function<void(const std::optional<ownership::claim>& holder)> on_lost = [](const auto&) {};
};

class lease_keeper {
 public:
  /// Says why when the stream cannot be used.
  [[nodiscard]] static std::variant<std::unique_ptr<lease_keeper>, std::string> start(
      std::shared_ptr<connection> at, lease_options options, std::shared_ptr<observer> tells);
  ~lease_keeper();  ///< lets go
  lease_keeper(const lease_keeper&) = delete;
  lease_keeper& operator=(const lease_keeper&) = delete;

  struct held {};
  struct refused {
    std::string why;
  };
  struct undecided {};
  using decision = std::variant<undecided, held, refused>;
  /// Waits at most so long.
  [[nodiscard]] decision decided(millis limit);

  /// Any thread, for each request; never waits.
  [[nodiscard]] bool may_accept() const noexcept;
  /// Lets go, and says so.
  void leave();

 private:
  lease_keeper(std::shared_ptr<connection> at, lease_options options,
               std::shared_ptr<observer> tells);

  [[nodiscard]] std::string find_stream();
  void run();
  void read();
  void write(ownership::standing stands);
  void changed();
  [[nodiscard]] std::string holder_in_words() const;

  const std::shared_ptr<connection> at_;
  const lease_options options_;
  const std::string subject_;
  const std::shared_ptr<observer> tells_;

  mutable std::mutex lock_;
  std::condition_variable changed_;
  ownership::lease lease_;
  bool told_lapse_ = false;
  std::atomic<millis::rep> accepts_until_{0};  ///< since boot
  bool stop_ = false;
  std::thread thread_{};  ///< last: it uses all of the above
};

}  // namespace sluice::nats

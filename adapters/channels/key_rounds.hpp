#pragma once
/// A thread that goes round the channels every few seconds: it has the keys fetched that are due,
/// and tells of certificates that end soon.
///
/// Made by the program that has channels.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "actors/ports/clock.hpp"
#include "actors/ports/observer.hpp"
#include "adapters/channels/certificate_watch.hpp"
#include "adapters/channels/dialect_in_use.hpp"
#include "adapters/channels/key_fetcher.hpp"
#include "domain/ids.hpp"

namespace sluice {

class key_rounds {
 public:
  using means = key_fetcher::means;

  /// What they name must outlive it.
  key_rounds(std::vector<key_fetcher::channel> channels, means with,
             std::shared_ptr<observer> tells, millis between_rounds = millis{5000});
  ~key_rounds();  ///< stops
  key_rounds(const key_rounds&) = delete;
  key_rounds& operator=(const key_rounds&) = delete;

  /// No fetch begins any more. What is under way ends with the client.
  void stop();

 private:
  struct stop_on_the_way {
    key_fetcher fetches;
    dialect_in_use speaks;
    channel_id id;
    certificate_watch watch{};
  };
  void go_round();
  void tell_of_ends(stop_on_the_way& at);

  std::vector<stop_on_the_way> stops_{};
  clock_port& clock_;
  std::shared_ptr<observer> tells_;
  millis pause_;
  std::mutex lock_{};
  std::condition_variable changed_{};
  bool is_over_ = false;
  std::thread walks_{};
};

/// One that ends within a month, or has ended, as people and the log are told of it.
[[nodiscard]] note note_of_end(const channel_id& channel, const certificate_end& one, instant now);

}  // namespace sluice

#pragma once
/// A channel inside the process that takes its time: says yes after so long, a quarter more or
/// less, on a thread of its own, or hangs and says nothing until it is let go. For benchmarks of
/// what a sick channel does to others. Answers that all took the same would come in step, as none
/// do.

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "adapters/channels/instant_channel.hpp"

namespace sluice::bench {

class slow_channel final : public channel_port {
 public:
  enum class manner : std::uint8_t { answers, hangs };

  slow_channel(manner how, std::chrono::milliseconds answers_after);
  ~slow_channel() override;

  void start(channel_call call, on_answer done) override;
  /// Whatever hangs is answered, and so is all that comes: an engine that drains needs it.
  void let_go();

 private:
  struct waiting {
    channel_call call;
    on_answer done;
  };
  void answer_all(const std::stop_token& stop);

  const std::chrono::milliseconds answers_after_;
  instant_channel says_yes_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool hangs_;
  std::minstd_rand dice_;  ///< the same in every run
  std::multimap<std::chrono::steady_clock::time_point, waiting> waiting_;  ///< by when they are due
  std::jthread thread_;
};

}  // namespace sluice::bench

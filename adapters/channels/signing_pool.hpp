#pragma once
/// Threads on which dialects assemble, sign, check and read, so that neither an actor nor the HTTP
/// client's thread waits for RSA. Each channel has a share: what its channels ask for waits in
/// lines of their own, which take turns, and one channel never has all threads. So a channel whose
/// signatures are slow, or that somebody floods with notifications, delays no other.
///
/// Who calls it: http_channel, notification_listener; made by the program that has channels.

#include <cstddef>
#include <functional>
#include <memory>

namespace sluice {

class signing_pool {
 public:
  struct limits {
    unsigned threads = 0;  ///< at least 2; 0: as many as the machine has cores, 2 to 8
    std::size_t waiting_per_share = 4096;
  };
  /// Must not throw.
  using work = std::function<void()>;

  signing_pool() : signing_pool(limits{}) {}
  explicit signing_pool(limits chosen);
  ~signing_pool();  ///< stops
  signing_pool(const signing_pool&) = delete;
  signing_pool& operator=(const signing_pool&) = delete;

  /// One channel's line. Any thread; outlives the pool: work then runs on the caller's thread.
  class share {
   public:
    /// False: so much waits already that this is not taken on. Never blocks.
    [[nodiscard]] bool start(work w);
    /// For what must not be lost and is bounded elsewhere: answers to calls that are out.
    void finish(work w);

   private:
    friend class signing_pool;
    struct inside;
    explicit share(std::shared_ptr<inside> in) : in_(std::move(in)) {}
    std::shared_ptr<inside> in_;
  };
  [[nodiscard]] share open_share();

  /// Does what waits, then ends the threads. Not from a work.
  void stop();

 private:
  struct board;
  std::shared_ptr<board> board_;
};

}  // namespace sluice

#pragma once
/// The callers' end of a benchmark over NATS: one connection, on which requests are pipelined. Each
/// has a reply subject of its own under one inbox, which one wildcard subscription hears.

#include <nats/nats.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "adapters/nats/connection.hpp"
#include "adapters/nats/message.hpp"
#include "bench/load/report.hpp"

namespace sluice::bench {

class nats_pipe {
 public:
  /// On a schedule each message is due by itself; otherwise those leave together that came
  /// together.
  enum class leaving : std::uint8_t { at_once, together };
  /// Called on one thread of nats.c's, with the index of the request that is answered.
  using hearer = std::function<void(std::uint64_t index, natsMsg& answer)>;

  explicit nats_pipe(hearer hear) : hear_(std::move(hear)) {}

  /// Once, before everything below. Says why when it cannot.
  [[nodiscard]] std::optional<problem> connect(const std::string& url, leaving how);
  /// Nothing when there is no memory.
  [[nodiscard]] nats::message_ptr make(const std::string& subject, std::uint64_t index,
                                       std::string_view body) const;
  /// Any thread.
  void send(natsMsg& message);
  void hear_no_more() { subscription_.reset(); }

 private:
  struct release {
    void operator()(natsOptions* o) const noexcept { natsOptions_Destroy(o); }
    void operator()(natsConnection* c) const noexcept { natsConnection_Destroy(c); }
    void operator()(natsSubscription* s) const noexcept { natsSubscription_Destroy(s); }
  };
  /// Sends what has been published, once for all that came together: nats.c by itself would wait
  /// for a millisecond first, or make a system call a message.
  class flusher {
   public:
    explicit flusher(natsConnection* c) : connection_(c), thread_([this] { run(); }) {}
    ~flusher();
    flusher(const flusher&) = delete;
    flusher& operator=(const flusher&) = delete;
    void wake();

   private:
    void run();

    natsConnection* connection_;
    std::atomic<bool> published_{false};
    std::atomic<bool> stop_{false};
    std::thread thread_;  ///< last: it uses all of the above
  };

  static void on_answer(natsConnection*, natsSubscription*, natsMsg* raw, void* self);

  const hearer hear_;
  const std::string inbox_ = "_INBOX." + nats::connection::unique_token() + '.';
  std::unique_ptr<natsConnection, release> connection_;
  std::unique_ptr<natsSubscription, release> subscription_;
  std::optional<flusher> flusher_;
};

}  // namespace sluice::bench

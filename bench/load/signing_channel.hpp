#pragma once
/// Channels of benchmarks that sign and check as http_channel does, on a share of the pool, with a
/// recorded exchange in place of the network: one that others pay through, and one whose calls
/// follow each other as fast as they can be signed.
///
/// Who calls it: the workload isolation.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>

#include "adapters/channels/signing_pool.hpp"
#include "bench/load/channel_exchange.hpp"

namespace sluice::bench {

/// A payment of a dialect, to be signed and understood again and again. From any thread.
class signed_payment {
 public:
  /// The first kind of payment that the row serves.
  [[nodiscard]] static std::variant<std::shared_ptr<const signed_payment>, problem> of(
      const dialect_row& row);

  void assemble() const;
  void understand() const;

 private:
  signed_payment(std::unique_ptr<dialect> speaks, exchange payment);

  std::unique_ptr<dialect> speaks_;
  exchange payment_;
};
using signed_payment_ptr = std::shared_ptr<const signed_payment>;

/// Signs, lets `behind` answer in its own time, checks what is recorded, and hands the answer on.
class signing_channel final : public channel_port {
 public:
  signing_channel(signed_payment_ptr payment, signing_pool::share share,
                  std::shared_ptr<channel_port> behind);
  void start(channel_call call, on_answer done) override;

 private:
  struct inside;
  std::shared_ptr<inside> in_;
};

/// So many calls at a time, from the beginning to the end of this. The pool must outlive it.
class signing_flood {
 public:
  signing_flood(signed_payment_ptr payment, signing_pool::share share, unsigned in_flight);
  ~signing_flood();  ///< waits for the calls that are under way
  signing_flood(const signing_flood&) = delete;
  signing_flood& operator=(const signing_flood&) = delete;

  [[nodiscard]] std::uint64_t calls() const noexcept { return calls_; }

 private:
  void begin_one();
  void end_one();

  const signed_payment_ptr payment_;
  signing_pool::share share_;
  std::atomic<std::uint64_t> calls_ = 0;
  std::atomic<bool> stops_ = false;
  std::mutex mutex_;
  std::condition_variable ended_;
  unsigned under_way_;
};

}  // namespace sluice::bench

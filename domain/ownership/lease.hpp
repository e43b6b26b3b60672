#pragma once
/// The right to take requests, kept on a stream that many servers agree on: whoever wrote its last
/// message has it, and a message is only taken behind the one that its writer has seen. Pure;
/// adapters/nats/lease_keeper reads and writes.
///
/// The holder writes again and again, and accepts for a while after each sending; a contender waits
/// longer than that from the moment on in which it saw the last one. So no two accept at once,
/// wherever the network is cut, as long as clocks run at one speed.

#include <optional>

#include "domain/ownership/claim.hpp"

namespace sluice::ownership {

struct lease_times {
  millis renew{2000};  ///< between two writings
  millis accepts{10'000};  ///< after the sending of one; longer than servers take to elect a leader
  millis taken_after{15'000};  ///< without a writing; longer than `accepts`
  millis look{250};  ///< between two looks at somebody else's
};

enum class lease_step : std::uint8_t { nothing, read, write };

class lease {
 public:
  lease(claim self, lease_times times) : times_(times), self_(std::move(self)) {}

  /// What to do now. The outcome is told before it is asked again.
  [[nodiscard]] lease_step next(millis now) const noexcept;
  /// Behind which message to write.
  [[nodiscard]] std::uint64_t behind() const noexcept { return sequence_; }

  /// The stream's last sequence, and what its last message says.
  void found(std::uint64_t last, std::optional<claim> holder, millis now);
  void written(std::uint64_t at, millis sent);
  /// Somebody else has written meanwhile.
  void refused() noexcept;
  /// Whether it was written is not known.
  void unknown(millis now) noexcept;

  [[nodiscard]] bool is_held() const noexcept { return stands_ == stand::held; }
  [[nodiscard]] bool is_lost() const noexcept { return stands_ == stand::lost; }
  [[nodiscard]] millis accepts_until() const noexcept { return until_; }
  /// Somebody else has it, and has written while we looked.
  [[nodiscard]] bool holder_lives() const noexcept { return writings_seen_ > 1; }
  [[nodiscard]] const std::optional<claim>& holder() const noexcept { return holder_; }
  [[nodiscard]] claim mark(standing stands) const;

 private:
  enum class stand : std::uint8_t { seeking, held, lost };

  [[nodiscard]] bool is_free(millis now) const noexcept;

  lease_times times_;
  claim self_;
  stand stands_ = stand::seeking;
  std::uint64_t sequence_ = 0;
  bool must_read_ = true;
  bool may_take_ = false;
  millis not_before_{0};
  millis renewed_{0};
  millis until_{0};
  std::optional<claim> holder_{};
  std::uint64_t seen_ = 0;
  millis seen_at_{0};
  int writings_seen_ = 0;
};

}  // namespace sluice::ownership

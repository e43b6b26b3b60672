#pragma once
/// The door to one channel: at most so many calls at once, at most so many a second, a bounded
/// queue whose entries expire. Pure: the channel actor asks it what may go ahead and tells it what
/// ended.
///
/// Calls that end doubt (query, revoke, refund) go before new payments: when a channel is slow,
/// knowing what happened is worth more than starting something new. Queries that only hearsay asks
/// for go last and have a small share of permits, rate and queue: whoever posts notices cannot push
/// anything aside with them.

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "domain/channel/limits.hpp"

namespace sluice::channel {

class gate {
 public:
  using ticket = std::uint64_t;

  explicit gate(channel::limits limits) : limits_(limits) {}

  enum class urgency : std::uint8_t { settles_doubt, new_payment, hearsay };
  enum class refusal : std::uint8_t { switched_off, queue_full };

  /// Nothing: the ticket is in the queue. Call next_to_start afterwards.
  [[nodiscard]] std::optional<refusal> enter(ticket t, urgency u, instant now);
  /// Takes a permit for the caller, who must start this call. Nothing: no permit, no rate, no
  /// queue.
  [[nodiscard]] std::optional<ticket> next_to_start(instant now);
  /// Gives the permit back. Exactly once for each started ticket, with the urgency of its entry.
  void finished(urgency u);
  /// The payment that was just let through was not started after all: as if it had not been.
  void payment_not_started();
  /// Tickets that waited too long; they leave the queue and are never started.
  [[nodiscard]] std::vector<ticket> expire(instant now);
  /// When expire or next_to_start should be asked again if nothing else happens.
  [[nodiscard]] std::optional<instant> look_again_at(instant now) const;
  /// Other limits from now on. What is queued waits no longer than they allow; payments leave the
  /// queue when the channel is switched off, and are never started. Of the calls that went before
  /// there was a rate, those of the last second count, or a few more.
  [[nodiscard]] std::vector<ticket> change_limits(const channel::limits& limits, instant now);
  /// Those of the queued payments leave the queue, and are never started.
  template <class Which>
  [[nodiscard]] std::vector<ticket> withdraw_payments(const Which& which) {
    std::vector<ticket> out;
    std::erase_if(payments_, [&](const waiting& w) {
      if (!which(w.what)) return false;
      out.push_back(w.what);
      return true;
    });
    return out;
  }
  /// Everything still queued leaves the queue.
  [[nodiscard]] std::vector<ticket> empty_queue();

  [[nodiscard]] std::uint32_t in_flight() const noexcept { return in_flight_; }
  [[nodiscard]] std::uint32_t queued() const noexcept;
  [[nodiscard]] const channel::limits& limits() const noexcept { return limits_; }

 private:
  struct waiting {
    ticket what;
    instant deadline;
  };
  /// One more call may run at this moment.
  [[nodiscard]] bool has_permit(instant now);
  [[nodiscard]] std::optional<instant> next_permitted_start() const;
  [[nodiscard]] std::optional<instant> next_permitted_hearsay() const;
  [[nodiscard]] std::deque<waiting>& queue_of(urgency u) noexcept;
  [[nodiscard]] static std::vector<ticket> empty(std::deque<waiting>& queue);
  /// Whose turn it is; nothing: nobody who waits may start.
  [[nodiscard]] std::optional<urgency> next_in_line() const;

  channel::limits limits_;
  std::uint32_t in_flight_ = 0;
  std::uint32_t hearsay_in_flight_ = 0;
  std::deque<waiting> urgent_;
  std::deque<waiting> payments_;
  std::deque<waiting> hearsay_;
  std::deque<instant> recent_starts_;  ///< within the last second; only kept when there is a rate
  /// Cheap enough to be kept always: how many started in a second, and in the one before.
  struct tally {
    instant from{};
    std::uint32_t starts = 0, before = 0;
    void count(instant now);
    [[nodiscard]] std::uint32_t most_within_a_second(instant now) const;
  };
  tally tally_{};
  std::optional<instant> last_hearsay_{};
};

}  // namespace sluice::channel

#pragma once
/// The door to one channel: at most so many calls at once, at most so many a second, a bounded
/// queue whose entries expire. Pure: the channel actor asks it what may go ahead and tells it what
/// ended.
///
/// Whoever waits is served by turns: among the kinds of calls by their shares (shares.hpp), within
/// a kind merchant after merchant (fair_queue.hpp). In a full queue the merchant with most waiting
/// makes room. So neither a storm of one kind nor a loud merchant keeps anybody else out. Queries
/// that only hearsay asks for go last and have a small share of permits, rate and queue: whoever
/// posts notices cannot push anything aside with them.

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "domain/channel/fair_queue.hpp"
#include "domain/channel/host_door.hpp"
#include "domain/channel/limits.hpp"
#include "domain/channel/path_gates.hpp"
#include "domain/channel/rate.hpp"
#include "domain/channel/shares.hpp"

namespace sluice::channel {

class gate {
 public:
  using ticket = channel::ticket;

  /// `host`: shared with other channels' gates; nothing: it has no limits.
  explicit gate(channel::limits limits, const std::vector<path_limits>& paths = {},
                std::shared_ptr<host_door> host = nullptr)
      : limits_(limits), paths_(paths), host_(std::move(host)) {
    rate_.configure(limits.calls_per_second, {});
  }

  /// What the gate must know of a call, from its entry to its end.
  struct kind {
    urgency how = urgency::settles_doubt;
    bool is_payment = false;  ///< new money in or out: not while the channel is switched off
    path_number path = 0;
  };
  enum class outcome : std::uint8_t { starts, waits, switched_off, queue_full };
  struct entry {
    outcome what;
    std::optional<ticket> put_out{};  ///< left the queue for it, and is never started
  };

  /// starts: it has a permit, and the caller must start it. waits: ask next_to_start later.
  [[nodiscard]] entry enter(ticket t, const kind& k, const merchant_id& whose, instant now);
  /// Takes a permit for the caller, who must start this call. Nothing: no permit, no rate, no
  /// queue.
  [[nodiscard]] std::optional<ticket> next_to_start(instant now);
  /// Gives the permit back. Exactly once for each started ticket, with the kind of its entry.
  void finished(const kind& k);
  /// The payment that was let through at this moment was not started after all: as if it had not
  /// been.
  void not_started(const kind& k, instant now);
  /// The channel's answer said that we are too fast.
  void too_fast(instant now) { rate_.too_fast(now); }
  /// It said that we asked for something wrong: payments wait when it says so often.
  void faulty(instant now);
  /// Tickets that waited too long; they leave the queue and are never started.
  [[nodiscard]] std::vector<ticket> expire(instant now);
  /// When expire or next_to_start should be asked again if nothing else happens.
  [[nodiscard]] std::optional<instant> look_again_at(instant now) const;
  /// Other limits from now on. What is queued waits no longer than they allow; payments leave the
  /// queue when the channel is switched off, and are never started. Of the calls that went before
  /// there was a rate, those of the last second count, or a few more.
  [[nodiscard]] std::vector<ticket> change_limits(const channel::limits& limits, instant now);
  /// Payments that wait and of which this is so, `is_meant(ticket)`, leave the queue, and are never
  /// started.
  template <class Is>
  [[nodiscard]] std::vector<ticket> withdraw_payments(const Is& is_meant) {
    std::vector<ticket> out;
    for (auto& queue : queues_)
      queue.take_payments([&](const fair_queue::item& i) { return is_meant(i.what); },
                          [&](const fair_queue::item& i) { out.push_back(i.what); });
    return out;
  }
  /// Everything still queued leaves the queue.
  [[nodiscard]] std::vector<ticket> empty_queue();

  /// Nothing but the host keeps whoever waits from starting, limits of single paths apart.
  [[nodiscard]] bool waits_for_host(instant now) const;
  /// A payment of a merchant that has none waiting would start, or find a place.
  [[nodiscard]] bool has_room(instant now) const;
  [[nodiscard]] path_number path_of(const instrument& paid_with) const {
    return paths_.number_of(paid_with);
  }
  [[nodiscard]] std::uint32_t in_flight() const noexcept { return in_flight_; }
  [[nodiscard]] std::uint32_t queued() const noexcept;
  [[nodiscard]] const channel::limits& limits() const noexcept { return limits_; }

 private:
  /// One more call may run at this moment.
  [[nodiscard]] bool has_permit(instant now) const;
  /// The host takes one more; it is counted there.
  [[nodiscard]] bool host_takes(instant now) { return host_ == nullptr || host_->take(now); }
  /// Nothing but a permit keeps a call of this kind from starting.
  [[nodiscard]] bool is_open_for(const kind& k, instant now) const;
  [[nodiscard]] bool is_open_for_hearsay(instant now) const;
  /// When so few answers have said that we are wrong that payments go on; nothing: they do.
  [[nodiscard]] std::optional<instant> next_payment(instant now) const;
  /// At an even pace: a burst of them would take the places of the second's other calls.
  [[nodiscard]] std::optional<instant> next_hearsay(instant now) const;
  /// Nothing but a permit was missing.
  [[nodiscard]] std::optional<ticket> next_in_turn(instant now);
  [[nodiscard]] std::optional<ticket> start_first_of(urgency u, instant now);
  void start(const kind& k, instant now);

  [[nodiscard]] fair_queue& queue_of(urgency u) noexcept {
    return queues_[static_cast<std::size_t>(u)];
  }
  [[nodiscard]] const fair_queue& queue_of(urgency u) const noexcept {
    return queues_[static_cast<std::size_t>(u)];
  }
  /// All but hearsay, which has a room of its own.
  [[nodiscard]] std::uint32_t waiting() const noexcept;
  [[nodiscard]] bool is_full_for(urgency u) const noexcept;
  /// In whose full queue somebody leaves for one more of this kind, whose merchant has so many
  /// there; nothing: nobody has to.
  [[nodiscard]] std::optional<urgency> who_makes_room(urgency u, std::uint32_t has) const;
  [[nodiscard]] bool is_above_its_share(urgency u) const;

  channel::limits limits_;
  rate rate_;
  path_gates paths_;
  std::shared_ptr<host_door> host_;
  shares shares_;
  sliding_second faulty_;  ///< only kept when there is a limit
  std::array<fair_queue, share_count + 1> queues_;  ///< by urgency
  std::uint32_t in_flight_ = 0;
  std::optional<instant> last_hearsay_{};
};

}  // namespace sluice::channel

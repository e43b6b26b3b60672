#pragma once
/// Calls that wait for one turn of the gate: a queue a merchant, and the merchants take turns. Who
/// has a thousand calls waiting and who has one are both served in the next round. Each step costs
/// the same however many wait, and nothing is allocated once the queue has been as long before.

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/instant.hpp"
#include "domain/channel/chain.hpp"
#include "domain/ids.hpp"

namespace sluice::channel {

/// Names a call of the gate's caller.
using ticket = std::uint64_t;

class fair_queue {
 public:
  struct item {
    ticket what = 0;
    std::uint16_t path = 0;   ///< see path_gates
    bool is_payment = false;  ///< new money: not started at a channel that is switched off
    instant deadline{};       ///< never earlier than that of whoever came before
  };

  /// To the end of its merchant's queue.
  void push(const merchant_id& whose, const item& i);
  /// The next one that may start, by turns; nothing: none of those that were looked at. Merchants
  /// whose next calls may not start lose this turn. `may(item)`.
  template <class May>
  [[nodiscard]] std::optional<item> take_next(const May& may);

  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }
  [[nodiscard]] std::uint32_t waiting_of(const merchant_id& whose) const;
  /// Of the merchant with most.
  [[nodiscard]] std::uint32_t longest() const noexcept { return longest_; }
  /// The youngest of the merchant with most leaves. Precondition: somebody waits.
  [[nodiscard]] item put_out();

  /// The least; nothing: nobody waits.
  [[nodiscard]] std::optional<instant> first_deadline() const;
  /// Whoever came first leaves. Precondition: somebody waits.
  [[nodiscard]] item take_oldest();
  /// Nobody waits longer than that.
  void shorten(instant deadline);
  /// Every payment of which this is so leaves, in the order in which they came: `is_meant(item)`,
  /// visit(item).
  template <class Is, class Visit>
  void take_payments(const Is& is_meant, const Visit& visit);

 private:
  struct waiting {
    item what;
    std::uint32_t line = nobody;
    links in_line{}, in_order{};
  };
  /// A merchant's queue. One that is empty keeps its number for a while: who comes again needs no
  /// new one.
  struct lane {
    chain<waiting, &waiting::in_line> calls{};
    std::uint32_t length = 0;
    std::uint32_t turns_left = 0;
    links in_turn{}, among_equals{};
    const merchant_id* whose = nullptr;  ///< in by_name_
  };
  using equals = chain<lane, &lane::among_equals>;

  /// Calls that a merchant starts before the next one's turn: the weight of a merchant would be
  /// said here (deficit round robin; a call costs one).
  static constexpr std::uint32_t quantum = 1;
  /// Calls that may not start are passed over, so that a full path does not hold up the others; but
  /// not more of them at a time, of one merchant and of all.
  static constexpr std::uint32_t look_ahead = 8;
  static constexpr std::uint32_t look_ahead_of_all = 64;
  /// Merchants without a call whose numbers are kept.
  static constexpr std::uint32_t idle_kept = 256;

  [[nodiscard]] std::uint32_t line_of(const merchant_id& whose);
  [[nodiscard]] std::uint32_t new_line(const merchant_id& whose);
  void set_length(std::uint32_t which, std::uint32_t length);
  void end_turn(std::uint32_t which);
  [[nodiscard]] item leave(std::uint32_t who);
  [[nodiscard]] equals& of_length(std::uint32_t length);

  std::vector<waiting> calls_;
  std::vector<std::uint32_t> unused_;  ///< members of calls_
  chain<waiting, &waiting::in_order> order_;
  std::vector<lane> lines_;
  std::unordered_map<merchant_id, std::uint32_t> by_name_;
  chain<lane, &lane::in_turn> turns_;  ///< of those that wait
  std::vector<equals> by_length_;  ///< by_length_[0]: the idle, longest idle first
  std::uint32_t idle_ = 0;
  std::uint32_t longest_ = 0;
  std::uint32_t size_ = 0;
};

template <class May>
std::optional<fair_queue::item> fair_queue::take_next(const May& may) {
  std::uint32_t looked_at = 0;
  for (auto merchants = lines_.size() - idle_; merchants > 0; --merchants) {
    if (looked_at >= look_ahead_of_all) break;
    const auto turn = turns_.first();
    auto who = lines_[turn].calls.first();
    for (std::uint32_t of_one = 0; who != nobody && of_one < look_ahead; ++of_one, ++looked_at) {
      if (may(calls_[who].what)) {
        if (--lines_[turn].turns_left == 0) end_turn(turn);
        return leave(who);
      }
      who = calls_[who].in_line.after;
    }
    end_turn(turn);
  }
  return std::nullopt;
}

template <class Is, class Visit>
void fair_queue::take_payments(const Is& is_meant, const Visit& visit) {
  for (auto who = order_.first(); who != nobody;) {
    const auto next = calls_[who].in_order.after;
    if (calls_[who].what.is_payment && is_meant(calls_[who].what)) visit(leave(who));
    who = next;
  }
}

}  // namespace sluice::channel

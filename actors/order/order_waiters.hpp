#pragma once
/// Who waits for an order or one of its refunds, and what they are told: the final state, or how
/// things stand as soon as that is durable, as each has asked. Everybody is told once.

#include <functional>
#include <vector>

#include "actors/desk/request.hpp"
#include "actors/engine/messages.hpp"
#include "actors/order/order_journal.hpp"

namespace sluice {

class order_waiters {
 public:
  using tell = std::function<void(answered&&)>;

  /// Whoever can be told already is told, else waits.
  void wait_or_answer(const waiter& w, const order_journal& about, const tell& say);
  void wait(waiter w) { waiting_.push_back(std::move(w)); }
  /// This one will take any answer that is durable.
  void hurry(token who);
  void answer_satisfied(const order_journal& about, const tell& say);
  /// Nobody waits any more.
  [[nodiscard]] std::vector<waiter> take_all() noexcept { return std::exchange(waiting_, {}); }
  [[nodiscard]] bool empty() const noexcept { return waiting_.empty(); }

 private:
  std::vector<waiter> waiting_;
};

/// How things stand with what this one asks about, whatever they are.
[[nodiscard]] answer answer_for(const waiter& w, const order_journal& about);

}  // namespace sluice

#pragma once
/// The channel calls of one order whose answers are still to come: at most one of a kind, so that a
/// reminder never doubles a call that is already on its way. Forgotten by a restart, on purpose:
/// after it the answers may never come.

#include <algorithm>
#include <tuple>
#include <vector>

#include "actors/ports/channel_port.hpp"
#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "domain/order/command.hpp"

namespace sluice {

class running_calls {
 public:
  struct name {
    operation what;
    attempt_no attempt;
    refund_no refund;
    bool on_hearsay = false;  ///< may wait for long behind everything else: a kind of its own
  };
  /// False: one of this kind is running.
  [[nodiscard]] bool begin(const name& call) {
    const slot s = slot_of(call);
    if (std::find(running_.begin(), running_.end(), s) != running_.end()) return false;
    running_.push_back(s);
    return true;
  }
  void end(const name& call) {
    const auto ended = std::erase(running_, slot_of(call));
    SLUICE_INVARIANT(ended <= 1);
  }
  [[nodiscard]] bool empty() const noexcept { return running_.empty(); }
  /// Is this attempt's payment on its way?
  [[nodiscard]] bool is_paying(attempt_no n) const { return is_running({operation::pay, n, {}}); }
  [[nodiscard]] bool is_running(const name& call) const {
    return std::find(running_.begin(), running_.end(), slot_of(call)) != running_.end();
  }
  void forget_all() { running_.clear(); }

 private:
  using slot = std::tuple<operation, attempt_no, refund_no, bool>;

  /// A payment and its confirmation are one kind, as are a revoke and a close, and a refund and the
  /// question about it.
  static slot slot_of(const name& call) {
    switch (call.what) {
      case operation::pay:
      case operation::confirm: return {operation::pay, call.attempt, {}, false};
      case operation::query: return {operation::query, call.attempt, {}, call.on_hearsay};
      case operation::revoke:
      case operation::close: return {operation::revoke, call.attempt, {}, false};
      case operation::refund:
      case operation::refund_query: return {operation::refund, call.attempt, call.refund, false};
      // Whatever else is asked about the refund meanwhile: a person has said it once.
      case operation::send_on_refund:
        return {operation::send_on_refund, call.attempt, call.refund, false};
      case operation::offer_agreement:
      case operation::open_card:
      case operation::query_agreement:
      case operation::end_agreement: break;
    }
    broken_invariant("every operation of an order has a slot", __FILE__, __LINE__);
  }

  std::vector<slot> running_;
};

}  // namespace sluice

#pragma once
/// What an order's events say that channels' bills should have of it: a claim an attempt, a refund,
/// and a payment that was taken back. Pure; whoever reads a log for a reconciliation leads it.
///
/// Test traffic and payouts are in no bill of trades, and what is only held is not yet.

#include <functional>
#include <optional>
#include <vector>

#include "domain/contract/book.hpp"
#include "domain/ledger/order_money.hpp"
#include "domain/order/event.hpp"
#include "domain/reconciliation/sides.hpp"

namespace sluice::reconciliation {

class order_claims {
 public:
  using visitor = std::function<void(const channel_id& at, const claim& what)>;

  /// Events come in the order of the order's stream, from its first one. False: it cannot be one of
  /// this order's; nothing has changed.
  [[nodiscard]] bool take(const order::event& e, const ledger::moment& now,
                          const contract::book& agreed);
  /// Nothing is under way: what may still come is rare, so that it can be read again then.
  [[nodiscard]] bool is_at_rest() const noexcept;
  /// All of them as they are now, each as of another day.
  void tell(const visitor& visit) const;

 private:
  /// What the channel takes of a payment, as it was agreed when it came.
  struct cost {
    contract::rate by{};
    contract::fee_return returns = contract::fee_return::cumulative;
    std::int64_t whole = 0, back = 0;  ///< minor units
    bool is_agreed = false;
  };
  struct attempt_line {
    channel_id channel;
    number key{};
    std::int64_t amount = 0;  ///< that was asked for, or that it holds
    instant begun{};
    order::receipt told{};
    std::optional<claim_state> state = claim_state::in_doubt;  ///< nothing: it only holds money
    day_number day = 0;
    std::int64_t settled = 0, amount_back = 0, settled_back = 0;
    cost of_channel{};
    std::optional<day_number> taken_back{};  ///< when that was begun, or was done
  };
  struct refund_line {
    refund_no name;
    attempt_no attempt;
    number key{};
    bool is_of_held = false;  ///< it lets go of what was never money
    std::int64_t amount = 0;
    claim_state state = claim_state::in_doubt;
    day_number day = 0;
    std::int64_t settled = 0, fee_back = 0;
  };

  [[nodiscard]] bool can_be_of_this(const order::event& e) const noexcept;
  void accept(const order::order_accepted& e);
  void begin(const channel_id& at, const channel_key& key, std::int64_t amount, instant when);
  void hold_money(attempt_no n, std::int64_t amount, const ledger::moment& now,
                  const contract::book& agreed);
  void revoke(const order::order_revoked& e, const ledger::moment& now);
  void resolve(const order::order_resolved& e, const ledger::moment& now,
               const contract::book& agreed);
  void request(const order::refund_requested& e, const ledger::moment& now);
  void finish(const refund_no& n, std::optional<std::int64_t> moved, const order::receipt& told,
              const ledger::moment& now);
  void give_up(const refund_no& n);
  void tell_attempt(const attempt_line& a, const visitor& visit) const;
  void tell_refund(const refund_line& r, const visitor& visit) const;

  [[nodiscard]] attempt_line& at(attempt_no n);
  [[nodiscard]] refund_line* find(const refund_no& n) noexcept;

  order::order_accepted accepted_{};
  bool is_known_ = false, has_ended_ = false;
  std::vector<attempt_line> attempts_{};
  attempt_no holder_{};  ///< the attempt that only holds money, for a capture; 0: none
  std::vector<refund_line> refunds_{};
};

}  // namespace sluice::reconciliation

#pragma once
/// Makes journals of what the log says, event by event. Of an order it keeps a line until the order
/// is at rest; what comes later (a refund after a year, or its merchant's first contract) makes it
/// read that order's stream again. Merchants without a contract cost it nothing.
/// Pure: whoever leads it brings the events, in the order of the log.

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "domain/balance/event.hpp"
#include "domain/contract/book.hpp"
#include "domain/ledger/order_money.hpp"

namespace sluice::ledger {

/// An event of the past.
struct past_event {
  order::event what;
  moment when;
};

class bookkeeper {
 public:
  /// What the log has of an order before that place, in order; nothing: it cannot be read. It may
  /// throw: then the event has not been taken, and can be brought again.
  using archive = std::function<std::optional<std::vector<past_event>>(
      const order_id& id, std::uint64_t before)>;
  explicit bookkeeper(archive earlier) : earlier_(std::move(earlier)) {}

  void take(const contract::agreed& what, std::uint64_t sequence);
  /// What was decided of a merchant's money; the journals live until the next call.
  [[nodiscard]] const std::vector<journal>& take(
      const merchant_id& whose, const sluice::balance::event& e, const moment& when);
  /// The journals of this event, none for most; until the next call. Null: the event cannot be one
  /// of this order's, or of its past something is missing.
  [[nodiscard]] const std::vector<journal>* take(const order_id& id, const order::event& e,
                                                 const moment& when);

  [[nodiscard]] const contract::book& contracts() const noexcept { return contracts_; }
  [[nodiscard]] std::size_t orders_at_hand() const noexcept { return open_.size(); }

 private:
  /// Of an order that is at hand no more: what its past events made of it.
  [[nodiscard]] bool read_again(const order_id& id, order_money& into, const moment& until);

  archive earlier_;
  contract::book contracts_;
  std::unordered_set<merchant_id> with_contract_;  ///< of all others nothing is ever posted
  std::unordered_map<order_id, order_money> open_;
  std::vector<journal> made_;
};

}  // namespace sluice::ledger

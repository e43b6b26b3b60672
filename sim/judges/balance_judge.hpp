#pragma once
/// What merchants' balances decide, and what orders make of it: every refund takes along exactly
/// what was kept for it, once; what was kept for one that never came is let go; and in the order of
/// the log no account of a merchant ever has less than nothing, so nobody is paid, or refunded
/// from, money that is not there. Knows no rule of balances.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "domain/balance/event.hpp"
#include "domain/ledger/books.hpp"
#include "domain/order/event.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class balance_judge {
 public:
  explicit balance_judge(verdict& says) : verdict_(&says) {}

  void durable(const merchant_id& whose, const balance::event& e);
  void durable(const order_id& order, const order::event& e, std::uint64_t at);
  /// Money of its orders has been paid out: it may be missing for a refund.
  [[nodiscard]] bool was_settled(const merchant_id& whose) const {
    return settlements_.contains(whose);
  }
  /// One event's journals, in the order of the log: afterwards no merchant's account is below zero.
  void posted(const ledger::books& all, const std::vector<ledger::journal>& made);
  /// All is quiet.
  void all_over();

 private:
  using refund = std::pair<order_id, refund_no>;
  struct page {
    refund_hold from{};
    std::optional<std::uint64_t> came_at{};  ///< the order's refund
    bool is_ended = false;
  };
  struct settlement {
    money amount;
    std::optional<balance::settlement_end> ended{};
  };
  void end(const balance::hold_ended& e);
  void guilty(const std::string& what);

  verdict* verdict_;
  std::map<refund, page> kept_{};
  std::map<merchant_id, std::vector<settlement>> settlements_{};
  std::set<std::string> corrected_{};  ///< merchants of whom a channel gave back another amount
};

}  // namespace sluice::sim

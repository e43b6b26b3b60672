#pragma once
/// Compares the books that a log makes with the money that really moved at the channels: of every
/// order of a merchant whose account is ours, what each attempt has left there, whose it is, and
/// what of it is our fee. Knows no posting rule: only the bank's own books, and what the log says
/// of amounts that are settled.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/contract/event.hpp"
#include "domain/ledger/books.hpp"
#include "sim/judges/balance_judge.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/money_judge.hpp"
#include "sim/judges/verdict.hpp"
#include "store/event_log.hpp"

namespace sluice::sim {

class ledger_judge {
 public:
  ledger_judge(facts& known, const money_judge& bank, balance_judge& balances, verdict& says)
      : facts_(&known), bank_(&bank), balances_(&balances), verdict_(&says) {}

  /// All is quiet, and no money moves any more.
  void compare_all(const store::event_log& log);
  /// And what the engine has kept of the books through crashes is what its log makes.
  void compare_live(const std::vector<ledger::account_line>& kept) const;

 private:
  struct contract_page {
    std::uint64_t sequence = 0;
    instant from{};
    bool is_ours = false, is_apart = false;
    std::int64_t parts_per_million = 0;
  };
  struct attempt_page {
    std::int64_t left_there = 0;  ///< says the log's books: of the channel's account, and its cost
    std::int64_t settled = 0;  ///< of all that came, says the log
    std::int64_t amount = 0;  ///< that came, before coupons
    /// Of each refund what it settled: as the channel says, else the share that its amount has.
    std::vector<std::int64_t> settled_back{};
    std::int64_t shares = 0;  ///< how many of them no channel has said
    bool is_ours = false, was_unclear = false;
  };
  struct refund_page {
    attempt_no attempt;
    std::int64_t amount = 0;
  };
  struct order_page {
    std::map<attempt_no, attempt_page> attempts{};
    std::map<refund_no, refund_page> refunds{};
    std::optional<attempt_no> paid_by{};
    std::optional<contract_page> agreed{};  ///< when it was paid
    std::int64_t owed = 0, merchants = 0, fee = 0;
    bool has_ended_by_person = false;
  };

  void read(const store::event_log& log);
  void take(const contract::agreed& what, std::uint64_t sequence);
  void take(order_page& p, const order_id& id, const order::event& e, std::uint64_t sequence,
            instant at);
  void take(order_page& p, const ledger::journal& j);
  [[nodiscard]] const contract_page* agreed_with(const merchant_id& merchant,
                                                 std::uint64_t sequence, instant at) const;
  void came(order_page& p, attempt_no n, const order::receipt& told, std::int64_t amount,
            const contract_page* agreed);
  void compare(const order_facts& o, const order_page& p);
  [[nodiscard]] static bool is_certain(const order_facts& o, const attempt_facts& a);
  void compare_fee(const order_facts& o, const order_page& p);
  void guilty(const order_id& id, const std::string& why);

  facts* facts_;
  const money_judge* bank_;
  balance_judge* balances_;
  verdict* verdict_;
  std::map<merchant_id, std::vector<contract_page>> contracts_{};
  std::map<order_id, order_page> pages_{};
  ledger::books from_log_{};
};

}  // namespace sluice::sim

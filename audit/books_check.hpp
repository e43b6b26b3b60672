#pragma once
/// What must hold of the books after every event of a log, whatever has happened. Used by verify.

#include <optional>
#include <string>

#include "audit/balance_check.hpp"
#include "domain/ledger/books.hpp"
#include "events/log_bookkeeper.hpp"

namespace sluice {

class books_check {
 public:
  explicit books_check(const store::event_log& log) : keeper_(log) {}

  /// In the order of the log. Something: what does not hold any more.
  [[nodiscard]] std::optional<std::string> take(const store::record& r, const any_event& e);
  [[nodiscard]] const ledger::books& all() const noexcept { return all_; }

 private:
  [[nodiscard]] std::optional<std::string> fault_after(const ledger::journal& j) const;

  balance_check balances_;
  log_bookkeeper keeper_;
  ledger::books all_;
};

}  // namespace sluice

#pragma once
/// What of merchants' money would become available and be settled on a day, by the books of a log
/// and by terms that are tried: it is shown, and nothing else. `sluice settlement plan`.

#include <iosfwd>
#include <string>
#include <vector>

#include "audit/commands.hpp"
#include "domain/ledger/books.hpp"
#include "domain/settlement/plan.hpp"

namespace sluice {

struct merchant_standing {
  std::string merchant;
  currency unit;
  settlement::standing stands;
};
/// By merchant, then by currency. What is pending is all that the books have of it: nothing is
/// settled in them.
[[nodiscard]] std::vector<merchant_standing> standings_in(const ledger::books& all);

struct settlement_question {
  settlement::terms by{};  ///< without a fault
  settlement::calendar known{};
  settlement::day_number day = 0;  ///< in Beijing
  std::string merchant{};          ///< empty: all
  bool json = false;
};
/// Exit statuses are those of audit/commands.hpp; 1 also where a merchant's books allow no plan.
[[nodiscard]] int show_settlement_plans(const audit_options& options,
                                        const settlement_question& asked, std::ostream& out,
                                        std::ostream& errors);

}  // namespace sluice

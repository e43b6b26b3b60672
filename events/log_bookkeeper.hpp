#pragma once
/// The books as a log has them: a bookkeeper (domain/ledger/bookkeeper.hpp) that is brought records
/// and reads what it needs of an order's past from the same log. Used by audit, by whoever answers
/// about accounts, and by judges.

#include "domain/ledger/bookkeeper.hpp"
#include "events/codec.hpp"
#include "store/event_log.hpp"

namespace sluice {

class log_bookkeeper {
 public:
  /// `log` outlives it.
  explicit log_bookkeeper(const store::event_log& log);

  /// By event_type's number: records of other types need not be decoded.
  [[nodiscard]] static bool concerns(std::uint16_t type) noexcept;

  /// In the order of the log. The journals of this record, none for most; until the next call.
  /// Null: it does not follow from what its stream has before.
  [[nodiscard]] const std::vector<ledger::journal>* take(const store::record& r,
                                                         const any_event& e);
  [[nodiscard]] const contract::book& contracts() const noexcept { return keeper_.contracts(); }

 private:
  ledger::bookkeeper keeper_;
  std::vector<ledger::journal> none_;
};

}  // namespace sluice

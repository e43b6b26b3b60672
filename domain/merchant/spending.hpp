#pragma once
/// How much a merchant's orders come to in this day and month, and whether one more is within its
/// limits. Kept by the merchant's actor, which counts an order when it lets it through, and takes
/// it back if it has become none after all. After a restart it counts from the end of the block
/// that was reserved last (amounts.hpp): a merchant may then be refused a 64th of its limit early,
/// and is never let through too late. What came before there was a limit is not counted; nor is
/// what came before the machine's clock was set back to an earlier day.

#include <map>
#include <optional>

#include "domain/merchant/amounts.hpp"
#include "domain/merchant/ceilings.hpp"
#include "domain/rejection.hpp"

namespace sluice::merchant {

/// An order, as far as it is counted.
struct spent_order {
  business_type type;
  money amount;
  instant machine_time;  ///< when it was asked for
};

class spending {
 public:
  /// It is more than a limit leaves. `reserved`: as is durable.
  [[nodiscard]] std::optional<rejection> fault_of(const ceilings& most, const spent_order& o,
                                                  const reserved_amounts& reserved) const;
  /// What must be durable before it may be added; empty: nothing.
  [[nodiscard]] reserved_amounts missing(const ceilings& most, const spent_order& o,
                                         const reserved_amounts& reserved);
  /// Precondition: it has no fault, and nothing is missing.
  void add(const ceilings& most, const spent_order& o, const reserved_amounts& reserved);
  /// It was added, and has become no order.
  void take_back(const spent_order& o);

 private:
  struct sum {
    std::int64_t number = 0;
    std::int64_t minor = 0;
  };
  [[nodiscard]] sum sum_of(const amount_name& name, std::int64_t number,
                           const reserved_amounts& reserved) const;

  std::map<amount_name, sum> sums_;
};

}  // namespace sluice::merchant

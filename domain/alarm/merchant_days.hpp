#pragma once
/// What a merchant's orders of one day in Beijing ask for together, in each currency, as its log
/// tells of them when they are accepted: so what is later declined counts, as a single large order
/// does. People hear once a day of a merchant that passes the limit. Pure; the follower that tells
/// of alarms keeps it in its bookmark.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "domain/alarm/fact.hpp"
#include "domain/money.hpp"
#include "domain/order/event.hpp"

namespace sluice::alarm {

class merchant_days {
 public:
  /// `limit_minor`: from there on, in the currency's minor unit.
  explicit merchant_days(std::int64_t limit_minor) : limit_(limit_minor) {}

  /// Something: by this order the day's sum has come to the limit. Test traffic counts for nothing.
  [[nodiscard]] std::optional<fact> take(const order_id& order, const order::order_accepted& e,
                                         instant at);

  /// A line for the day, and one for each merchant and currency.
  [[nodiscard]] std::string text() const;
  /// False: it is no such text.
  [[nodiscard]] bool restore(const std::string& text);

 private:
  using whose = std::pair<std::string, currency>;

  std::int64_t limit_;
  std::int64_t day_ = 0;  ///< since 1970, in Beijing; a clock that steps back changes nothing
  std::map<whose, std::int64_t> sums_;
};

}  // namespace sluice::alarm

#pragma once
/// What must hold of merchants' balances after every event of a log: each decision may follow those
/// before it, and a refund takes along exactly what was kept for it, once. Used by books_check.

#include <optional>
#include <string>
#include <unordered_map>

#include "domain/balance/state.hpp"
#include "events/codec.hpp"
#include "store/event_log.hpp"

namespace sluice {

class balance_check {
 public:
  /// In the order of the log. Something: what does not hold.
  [[nodiscard]] std::optional<std::string> take(const store::record& r, const any_event& e);

 private:
  std::unordered_map<merchant_id, balance::state> balances_{};
};

}  // namespace sluice

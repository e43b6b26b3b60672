#include "domain/ledger/quantity.hpp"

#include <string>

#include "base/invariant.hpp"

namespace sluice::ledger {

std::string_view name_of(quantity q) noexcept {
  switch (q) {
    case quantity::settled: return "settled";
    case quantity::fee: return "fee";
    case quantity::cost: return "cost";
    case quantity::refunded: return "refunded";
    case quantity::fee_back: return "fee_back";
    case quantity::cost_back: return "cost_back";
    case quantity::from_available: return "from_available";
    case quantity::matured: return "matured";
    case quantity::settlement: return "settlement";
  }
  broken_invariant("every quantity has a name", __FILE__, __LINE__);
}

std::string to_string(const sum& s) {
  std::string out;
  for (const auto q : enumerators<quantity>) {
    if (s.times(q) == 0) continue;
    if (s.times(q) < 0) out += out.empty() ? "-" : " - ";
    if (s.times(q) > 0 && !out.empty()) out += " + ";
    out += name_of(q);
  }
  return out;
}

}  // namespace sluice::ledger

#include "domain/balance/event.hpp"

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice::balance {

std::string_view name_of(settlement_end e) noexcept {
  switch (e) {
    case settlement_end::paid: return "paid";
    case settlement_end::not_paid: return "not_paid";
    case settlement_end::returned: return "returned";
  }
  broken_invariant("every end of a settlement has a name", __FILE__, __LINE__);
}

std::optional<settlement_end> settlement_end_from_name(std::string_view name) noexcept {
  for (const auto e : enumerators<settlement_end>)
    if (name_of(e) == name) return e;
  return std::nullopt;
}

}  // namespace sluice::balance

#include "base/invariant.hpp"
#include "events/enum_codec.hpp"

namespace sluice::codec {

v1::SettlementEnd to_proto(balance::settlement_end e) noexcept {
  switch (e) {
    case balance::settlement_end::paid: return v1::SETTLEMENT_END_PAID;
    case balance::settlement_end::not_paid: return v1::SETTLEMENT_END_NOT_PAID;
    case balance::settlement_end::returned: return v1::SETTLEMENT_END_RETURNED;
  }
  broken_invariant("every end of a settlement has a written form", __FILE__, __LINE__);
}

std::optional<balance::settlement_end> from_proto(v1::SettlementEnd e) noexcept {
  if (e == v1::SETTLEMENT_END_UNSPECIFIED || !v1::SettlementEnd_IsValid(e)) return std::nullopt;
  return static_cast<balance::settlement_end>(e);
}

}  // namespace sluice::codec

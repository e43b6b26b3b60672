#include "base/invariant.hpp"
#include "events/enum_codec.hpp"

namespace sluice::codec {

v1::ContractSide to_proto(contract::side s) noexcept {
  switch (s) {
    case contract::side::merchant: return v1::CONTRACT_SIDE_MERCHANT;
    case contract::side::channel: return v1::CONTRACT_SIDE_CHANNEL;
  }
  broken_invariant("both sides of contracts have a written form", __FILE__, __LINE__);
}

v1::ContractAccountOwner to_proto(contract::account_owner o) noexcept {
  switch (o) {
    case contract::account_owner::merchant: return v1::CONTRACT_ACCOUNT_OWNER_MERCHANT;
    case contract::account_owner::us: return v1::CONTRACT_ACCOUNT_OWNER_US;
  }
  broken_invariant("every owner of an account has a written form", __FILE__, __LINE__);
}

v1::ContractBilling to_proto(contract::billing b) noexcept {
  switch (b) {
    case contract::billing::included: return v1::CONTRACT_BILLING_INCLUDED;
    case contract::billing::apart: return v1::CONTRACT_BILLING_APART;
  }
  broken_invariant("every way of billing has a written form", __FILE__, __LINE__);
}

v1::ContractRounding to_proto(contract::rounding r) noexcept {
  switch (r) {
    case contract::rounding::half_up: return v1::CONTRACT_ROUNDING_HALF_UP;
    case contract::rounding::half_even: return v1::CONTRACT_ROUNDING_HALF_EVEN;
    case contract::rounding::down: return v1::CONTRACT_ROUNDING_DOWN;
  }
  broken_invariant("every rounding has a written form", __FILE__, __LINE__);
}

v1::ContractFeeReturn to_proto(contract::fee_return r) noexcept {
  switch (r) {
    case contract::fee_return::cumulative: return v1::CONTRACT_FEE_RETURN_CUMULATIVE;
    case contract::fee_return::per_refund: return v1::CONTRACT_FEE_RETURN_PER_REFUND;
    case contract::fee_return::nothing: return v1::CONTRACT_FEE_RETURN_NOTHING;
  }
  broken_invariant("every way of returning fees has a written form", __FILE__, __LINE__);
}

std::optional<contract::side> from_proto(v1::ContractSide s) noexcept {
  if (s == v1::CONTRACT_SIDE_UNSPECIFIED || !v1::ContractSide_IsValid(s)) return std::nullopt;
  return static_cast<contract::side>(s);
}

std::optional<contract::account_owner> from_proto(v1::ContractAccountOwner o) noexcept {
  if (o == v1::CONTRACT_ACCOUNT_OWNER_UNSPECIFIED || !v1::ContractAccountOwner_IsValid(o))
    return std::nullopt;
  return static_cast<contract::account_owner>(o);
}

std::optional<contract::billing> from_proto(v1::ContractBilling b) noexcept {
  if (b == v1::CONTRACT_BILLING_UNSPECIFIED || !v1::ContractBilling_IsValid(b)) return std::nullopt;
  return static_cast<contract::billing>(b);
}

std::optional<contract::rounding> from_proto(v1::ContractRounding r) noexcept {
  if (r == v1::CONTRACT_ROUNDING_UNSPECIFIED || !v1::ContractRounding_IsValid(r))
    return std::nullopt;
  return static_cast<contract::rounding>(r);
}

std::optional<contract::fee_return> from_proto(v1::ContractFeeReturn r) noexcept {
  if (r == v1::CONTRACT_FEE_RETURN_UNSPECIFIED || !v1::ContractFeeReturn_IsValid(r))
    return std::nullopt;
  return static_cast<contract::fee_return>(r);
}

}  // namespace sluice::codec

#include "base/enumerators.hpp"
#include "events/enum_codec.hpp"

namespace sluice::codec {
namespace {

/// Those that count from 0 here are written one higher, because 0 is nothing.
template <class Proto, class Enum>
Proto one_higher(Enum e) noexcept {
  return static_cast<Proto>(static_cast<int>(e) + 1);
}

}  // namespace

static_assert(enumerators<reconciliation::difference_kind>.size() + 1 ==
              v1::DifferenceKind_ARRAYSIZE);
static_assert(enumerators<reconciliation::movement>.size() + 1 == v1::BillMovement_ARRAYSIZE);
static_assert(enumerators<reconciliation::claim_state>.size() + 1 == v1::ClaimState_ARRAYSIZE);
static_assert(enumerators<reconciliation::choice>.size() + 1 == v1::DifferenceChoice_ARRAYSIZE);
static_assert(enumerators<reconciliation::reopened_by>.size() + 1 == v1::ReopenedBy_ARRAYSIZE);

v1::DifferenceKind to_proto(reconciliation::difference_kind k) noexcept {
  return one_higher<v1::DifferenceKind>(k);
}
v1::BillMovement to_proto(reconciliation::movement m) noexcept {
  return one_higher<v1::BillMovement>(m);
}
v1::ClaimState to_proto(reconciliation::claim_state s) noexcept {
  return one_higher<v1::ClaimState>(s);
}
v1::DifferenceChoice to_proto(reconciliation::choice c) noexcept {
  return static_cast<v1::DifferenceChoice>(c);
}
v1::ReopenedBy to_proto(reconciliation::reopened_by r) noexcept {
  return static_cast<v1::ReopenedBy>(r);
}

std::optional<reconciliation::difference_kind> from_proto(v1::DifferenceKind k) noexcept {
  if (k == v1::DIFFERENCE_KIND_UNSPECIFIED || !v1::DifferenceKind_IsValid(k)) return std::nullopt;
  return static_cast<reconciliation::difference_kind>(k - 1);
}
std::optional<reconciliation::movement> from_proto(v1::BillMovement m) noexcept {
  if (m == v1::BILL_MOVEMENT_UNSPECIFIED || !v1::BillMovement_IsValid(m)) return std::nullopt;
  return static_cast<reconciliation::movement>(m - 1);
}
std::optional<reconciliation::claim_state> from_proto(v1::ClaimState s) noexcept {
  if (s == v1::CLAIM_STATE_UNSPECIFIED || !v1::ClaimState_IsValid(s)) return std::nullopt;
  return static_cast<reconciliation::claim_state>(s - 1);
}
std::optional<reconciliation::choice> from_proto(v1::DifferenceChoice c) noexcept {
  if (c == v1::DIFFERENCE_CHOICE_UNSPECIFIED || !v1::DifferenceChoice_IsValid(c))
    return std::nullopt;
  return static_cast<reconciliation::choice>(c);
}
std::optional<reconciliation::reopened_by> from_proto(v1::ReopenedBy r) noexcept {
  if (r == v1::REOPENED_BY_UNSPECIFIED || !v1::ReopenedBy_IsValid(r)) return std::nullopt;
  return static_cast<reconciliation::reopened_by>(r);
}

}  // namespace sluice::codec

#pragma once
/// The domain's enums and their written numbers. Private to the event codec. One direction is a
/// switch, so that a new value of the domain without a written form does not compile; the numbers
/// are equal on both sides (tests/events checks each), so the other direction is a range check.

#include <optional>

#include "domain/access/principal.hpp"
#include "domain/agreement/event.hpp"
#include "domain/alarm/kind.hpp"
#include "domain/approval/event.hpp"
#include "domain/balance/event.hpp"
#include "domain/channel/path_event.hpp"
#include "domain/contract/event.hpp"
#include "domain/degradation/level.hpp"
#include "domain/merchant/level.hpp"
#include "domain/merchant/level_rule.hpp"
#include "domain/merchant/life.hpp"
#include "domain/money.hpp"
#include "domain/order/event.hpp"
#include "domain/policy.hpp"
#include "domain/reconciliation/event.hpp"
#include "domain/webhook/event.hpp"
#include "events/v1/access.pb.h"
#include "events/v1/agreement.pb.h"
#include "events/v1/alarm.pb.h"
#include "events/v1/approval.pb.h"
#include "events/v1/balance.pb.h"
#include "events/v1/channel.pb.h"
#include "events/v1/contract.pb.h"
#include "events/v1/engine.pb.h"
#include "events/v1/merchant.pb.h"
#include "events/v1/order.pb.h"
#include "events/v1/reconciliation.pb.h"
#include "events/v1/types.pb.h"
#include "events/v1/webhook.pb.h"

namespace sluice::codec {

namespace v1 = ::sluice::events::v1;

[[nodiscard]] v1::Currency to_proto(currency c) noexcept;
[[nodiscard]] v1::BusinessType to_proto(business_type t) noexcept;
[[nodiscard]] v1::Source to_proto(order::source s) noexcept;
[[nodiscard]] v1::Finding to_proto(order::finding f) noexcept;
[[nodiscard]] v1::RevokeReason to_proto(order::revoke_reason r) noexcept;
[[nodiscard]] v1::RevokeMethod to_proto(order::revoke_method m) noexcept;
[[nodiscard]] v1::RefundPurpose to_proto(order::refund_purpose p) noexcept;
[[nodiscard]] v1::Resolution to_proto(order::resolution r) noexcept;
[[nodiscard]] v1::MoneyReturned to_proto(order::returned r) noexcept;
[[nodiscard]] v1::PayerActionKind to_proto(payer_action_kind k) noexcept;
[[nodiscard]] v1::Question to_proto(order::money_question q) noexcept;
[[nodiscard]] v1::RiskVerdict to_proto(order::risk_verdict r) noexcept;
[[nodiscard]] v1::RiskSilence to_proto(order::risk_silence r) noexcept;
[[nodiscard]] v1::CodeFinding to_proto(order::code_finding c) noexcept;
[[nodiscard]] v1::MerchantLife to_proto(merchant::life l) noexcept;
[[nodiscard]] v1::MerchantLimitedBy to_proto(merchant::limited_by l) noexcept;
[[nodiscard]] v1::MerchantLevel to_proto(merchant::level l) noexcept;
[[nodiscard]] v1::MerchantPeriod to_proto(merchant::period p) noexcept;
[[nodiscard]] v1::LevelCause to_proto(merchant::level_cause c) noexcept;
[[nodiscard]] v1::EngineLevel to_proto(degradation::level l) noexcept;
[[nodiscard]] v1::BreakerPhase to_proto(channel::breaker_phase p) noexcept;
[[nodiscard]] v1::TurnReason to_proto(channel::turn_reason why) noexcept;
[[nodiscard]] v1::PathSwitch to_proto(channel::path_switch s) noexcept;
[[nodiscard]] v1::Lapse to_proto(approval::lapse l) noexcept;
[[nodiscard]] v1::AgreementSource to_proto(agreement::source s) noexcept;
[[nodiscard]] v1::AgreementEnding to_proto(agreement::ending e) noexcept;
[[nodiscard]] v1::AlarmKind to_proto(alarm::kind k) noexcept;
[[nodiscard]] v1::SettlementEnd to_proto(balance::settlement_end e) noexcept;
[[nodiscard]] v1::ContractSide to_proto(contract::side s) noexcept;
[[nodiscard]] v1::ContractAccountOwner to_proto(contract::account_owner o) noexcept;
[[nodiscard]] v1::ContractBilling to_proto(contract::billing b) noexcept;
[[nodiscard]] v1::ContractRounding to_proto(contract::rounding r) noexcept;
[[nodiscard]] v1::ContractFeeReturn to_proto(contract::fee_return r) noexcept;
[[nodiscard]] v1::DifferenceKind to_proto(reconciliation::difference_kind k) noexcept;
[[nodiscard]] v1::BillMovement to_proto(reconciliation::movement m) noexcept;
[[nodiscard]] v1::ClaimState to_proto(reconciliation::claim_state s) noexcept;
[[nodiscard]] v1::DifferenceChoice to_proto(reconciliation::choice c) noexcept;
[[nodiscard]] v1::ReopenedBy to_proto(reconciliation::reopened_by r) noexcept;
[[nodiscard]] v1::DisabledBy to_proto(webhook::disabled_by d) noexcept;
[[nodiscard]] v1::PrincipalKind to_proto(access::principal_kind k) noexcept;

/// Nothing for UNSPECIFIED and for numbers that this program does not know.
[[nodiscard]] std::optional<currency> from_proto(v1::Currency c) noexcept;
[[nodiscard]] std::optional<business_type> from_proto(v1::BusinessType t) noexcept;
[[nodiscard]] std::optional<order::source> from_proto(v1::Source s) noexcept;
[[nodiscard]] std::optional<order::finding> from_proto(v1::Finding f) noexcept;
[[nodiscard]] std::optional<order::revoke_reason> from_proto(v1::RevokeReason r) noexcept;
[[nodiscard]] std::optional<order::revoke_method> from_proto(v1::RevokeMethod m) noexcept;
[[nodiscard]] std::optional<order::refund_purpose> from_proto(v1::RefundPurpose p) noexcept;
[[nodiscard]] std::optional<order::resolution> from_proto(v1::Resolution r) noexcept;
[[nodiscard]] std::optional<order::returned> from_proto(v1::MoneyReturned r) noexcept;
[[nodiscard]] std::optional<payer_action_kind> from_proto(v1::PayerActionKind k) noexcept;
[[nodiscard]] std::optional<order::money_question> from_proto(v1::Question q) noexcept;
[[nodiscard]] std::optional<order::risk_verdict> from_proto(v1::RiskVerdict r) noexcept;
[[nodiscard]] std::optional<order::risk_silence> from_proto(v1::RiskSilence r) noexcept;
[[nodiscard]] std::optional<order::code_finding> from_proto(v1::CodeFinding c) noexcept;
[[nodiscard]] std::optional<merchant::life> from_proto(v1::MerchantLife l) noexcept;
[[nodiscard]] std::optional<merchant::limited_by> from_proto(v1::MerchantLimitedBy l) noexcept;
[[nodiscard]] std::optional<merchant::level> from_proto(v1::MerchantLevel l) noexcept;
[[nodiscard]] std::optional<merchant::period> from_proto(v1::MerchantPeriod p) noexcept;
[[nodiscard]] std::optional<merchant::level_cause> from_proto(v1::LevelCause c) noexcept;
[[nodiscard]] std::optional<degradation::level> from_proto(v1::EngineLevel l) noexcept;
[[nodiscard]] std::optional<channel::breaker_phase> from_proto(v1::BreakerPhase p) noexcept;
[[nodiscard]] std::optional<channel::turn_reason> from_proto(v1::TurnReason why) noexcept;
[[nodiscard]] std::optional<channel::path_switch> from_proto(v1::PathSwitch s) noexcept;
[[nodiscard]] std::optional<approval::lapse> from_proto(v1::Lapse l) noexcept;
[[nodiscard]] std::optional<agreement::source> from_proto(v1::AgreementSource s) noexcept;
[[nodiscard]] std::optional<agreement::ending> from_proto(v1::AgreementEnding e) noexcept;
[[nodiscard]] std::optional<alarm::kind> from_proto(v1::AlarmKind k) noexcept;
[[nodiscard]] std::optional<balance::settlement_end> from_proto(v1::SettlementEnd e) noexcept;
[[nodiscard]] std::optional<contract::side> from_proto(v1::ContractSide s) noexcept;
[[nodiscard]] std::optional<contract::account_owner> from_proto(
    v1::ContractAccountOwner o) noexcept;
[[nodiscard]] std::optional<contract::billing> from_proto(v1::ContractBilling b) noexcept;
[[nodiscard]] std::optional<contract::rounding> from_proto(v1::ContractRounding r) noexcept;
[[nodiscard]] std::optional<contract::fee_return> from_proto(v1::ContractFeeReturn r) noexcept;
[[nodiscard]] std::optional<reconciliation::difference_kind> from_proto(
    v1::DifferenceKind k) noexcept;
[[nodiscard]] std::optional<reconciliation::movement> from_proto(v1::BillMovement m) noexcept;
[[nodiscard]] std::optional<reconciliation::claim_state> from_proto(v1::ClaimState s) noexcept;
[[nodiscard]] std::optional<reconciliation::choice> from_proto(v1::DifferenceChoice c) noexcept;
[[nodiscard]] std::optional<reconciliation::reopened_by> from_proto(v1::ReopenedBy r) noexcept;
[[nodiscard]] std::optional<webhook::disabled_by> from_proto(v1::DisabledBy d) noexcept;
[[nodiscard]] std::optional<access::principal_kind> from_proto(v1::PrincipalKind k) noexcept;

}  // namespace sluice::codec

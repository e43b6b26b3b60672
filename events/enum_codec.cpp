#include "events/enum_codec.hpp"

#include "base/invariant.hpp"

namespace sluice::codec {
namespace {

template <class Domain, class Proto>
std::optional<Domain> if_known(Proto value, bool known) noexcept {
  if (!known || value == Proto{}) return std::nullopt;
  return static_cast<Domain>(value);
}

}  // namespace

v1::Currency to_proto(currency c) noexcept {
  switch (c) {
    case currency::cny: return v1::CURRENCY_CNY;
    case currency::hkd: return v1::CURRENCY_HKD;
    case currency::jpy: return v1::CURRENCY_JPY;
    case currency::gbp: return v1::CURRENCY_GBP;
    case currency::usd: return v1::CURRENCY_USD;
    case currency::eur: return v1::CURRENCY_EUR;
  }
  broken_invariant("every currency has a written form", __FILE__, __LINE__);
}

v1::BusinessType to_proto(business_type t) noexcept {
  switch (t) {
    case business_type::payment_code: return v1::BUSINESS_TYPE_PAYMENT_CODE;
    case business_type::quick_pay: return v1::BUSINESS_TYPE_QUICK_PAY;
    case business_type::payout: return v1::BUSINESS_TYPE_PAYOUT;
    case business_type::native_qr: return v1::BUSINESS_TYPE_NATIVE_QR;
    case business_type::jsapi: return v1::BUSINESS_TYPE_JSAPI;
    case business_type::app: return v1::BUSINESS_TYPE_APP;
    case business_type::h5: return v1::BUSINESS_TYPE_H5;
    case business_type::ebank: return v1::BUSINESS_TYPE_EBANK;
    case business_type::enterprise_ebank: return v1::BUSINESS_TYPE_ENTERPRISE_EBANK;
    case business_type::preauthorization: return v1::BUSINESS_TYPE_PREAUTHORIZATION;
    case business_type::top_up: return v1::BUSINESS_TYPE_TOP_UP;
  }
  broken_invariant("every business_type has a written form", __FILE__, __LINE__);
}

v1::Source to_proto(order::source s) noexcept {
  switch (s) {
    case order::source::pay_answer: return v1::SOURCE_PAY_ANSWER;
    case order::source::query_answer: return v1::SOURCE_QUERY_ANSWER;
    case order::source::notification: return v1::SOURCE_NOTIFICATION;
    case order::source::revoke_answer: return v1::SOURCE_REVOKE_ANSWER;
    case order::source::engine: return v1::SOURCE_ENGINE;
    case order::source::person: return v1::SOURCE_PERSON;
  }
  broken_invariant("every source has a written form", __FILE__, __LINE__);
}

v1::Finding to_proto(order::finding f) noexcept {
  switch (f) {
    case order::finding::paid: return v1::FINDING_PAID;
    case order::finding::not_paid: return v1::FINDING_NOT_PAID;
    case order::finding::payer_paying: return v1::FINDING_PAYER_PAYING;
    case order::finding::unknown: return v1::FINDING_UNKNOWN;
    case order::finding::not_found: return v1::FINDING_NOT_FOUND;
    case order::finding::not_paid_if_query_agrees: return v1::FINDING_NOT_PAID_IF_QUERY_AGREES;
    case order::finding::not_paid_if_revoked: return v1::FINDING_NOT_PAID_IF_REVOKED;
    case order::finding::not_sent: return v1::FINDING_NOT_SENT;
    case order::finding::not_paid_yet: return v1::FINDING_NOT_PAID_YET;
  }
  broken_invariant("every finding has a written form", __FILE__, __LINE__);
}

v1::RevokeReason to_proto(order::revoke_reason r) noexcept {
  switch (r) {
    case order::revoke_reason::payer_too_late: return v1::REVOKE_REASON_PAYER_TOO_LATE;
    case order::revoke_reason::merchant_asked: return v1::REVOKE_REASON_MERCHANT_ASKED;
    case order::revoke_reason::declined: return v1::REVOKE_REASON_DECLINED;
    case order::revoke_reason::cannot_be_confirmed: return v1::REVOKE_REASON_CANNOT_BE_CONFIRMED;
  }
  broken_invariant("every revoke_reason has a written form", __FILE__, __LINE__);
}

v1::RevokeMethod to_proto(order::revoke_method m) noexcept {
  switch (m) {
    case order::revoke_method::revoke: return v1::REVOKE_METHOD_REVOKE;
    case order::revoke_method::close: return v1::REVOKE_METHOD_CLOSE;
    case order::revoke_method::refund: return v1::REVOKE_METHOD_REFUND;
  }
  broken_invariant("every revoke_method has a written form", __FILE__, __LINE__);
}

v1::RefundPurpose to_proto(order::refund_purpose p) noexcept {
  switch (p) {
    case order::refund_purpose::merchant: return v1::REFUND_PURPOSE_MERCHANT;
    case order::refund_purpose::late_payment: return v1::REFUND_PURPOSE_LATE_PAYMENT;
    case order::refund_purpose::release: return v1::REFUND_PURPOSE_RELEASE;
  }
  broken_invariant("every refund_purpose has a written form", __FILE__, __LINE__);
}

v1::Resolution to_proto(order::resolution r) noexcept {
  switch (r) {
    case order::resolution::paid: return v1::RESOLUTION_PAID;
    case order::resolution::failed: return v1::RESOLUTION_FAILED;
    case order::resolution::revoked: return v1::RESOLUTION_REVOKED;
    case order::resolution::refunded: return v1::RESOLUTION_REFUNDED;
    case order::resolution::not_refunded: return v1::RESOLUTION_NOT_REFUNDED;
    case order::resolution::to_payer_card: return v1::RESOLUTION_TO_PAYER_CARD;
    case order::resolution::to_merchant_card: return v1::RESOLUTION_TO_MERCHANT_CARD;
  }
  broken_invariant("every resolution has a written form", __FILE__, __LINE__);
}

v1::MoneyReturned to_proto(order::returned r) noexcept {
  switch (r) {
    case order::returned::yes: return v1::MONEY_RETURNED_YES;
    case order::returned::no: return v1::MONEY_RETURNED_NO;
    case order::returned::not_said: return v1::MONEY_RETURNED_NOT_SAID;
  }
  broken_invariant("every word about returned money has a written form", __FILE__, __LINE__);
}

v1::PayerActionKind to_proto(payer_action_kind k) noexcept {
  switch (k) {
    case payer_action_kind::open_page: return v1::PAYER_ACTION_KIND_OPEN_PAGE;
    case payer_action_kind::post_form: return v1::PAYER_ACTION_KIND_POST_FORM;
    case payer_action_kind::show_code: return v1::PAYER_ACTION_KIND_SHOW_CODE;
    case payer_action_kind::call_app: return v1::PAYER_ACTION_KIND_CALL_APP;
    case payer_action_kind::enter_code: return v1::PAYER_ACTION_KIND_ENTER_CODE;
    case payer_action_kind::pay_order: return v1::PAYER_ACTION_KIND_PAY_ORDER;
  }
  broken_invariant("every kind of payer action has a written form", __FILE__, __LINE__);
}

v1::Question to_proto(order::money_question q) noexcept {
  switch (q) {
    case order::money_question::none: return v1::QUESTION_NONE;
    case order::money_question::paid_after_the_end: return v1::QUESTION_PAID_AFTER_THE_END;
    case order::money_question::hearsay_of_payment: return v1::QUESTION_HEARSAY_OF_PAYMENT;
    case order::money_question::another_amount: return v1::QUESTION_ANOTHER_AMOUNT;
    case order::money_question::not_confirmed: return v1::QUESTION_NOT_CONFIRMED;
    case order::money_question::cannot_return: return v1::QUESTION_CANNOT_RETURN;
    case order::money_question::not_given_back: return v1::QUESTION_NOT_GIVEN_BACK;
  }
  broken_invariant("every question has a written form", __FILE__, __LINE__);
}

v1::RiskVerdict to_proto(order::risk_verdict r) noexcept {
  switch (r) {
    case order::risk_verdict::pass: return v1::RISK_VERDICT_PASS;
    case order::risk_verdict::verify: return v1::RISK_VERDICT_VERIFY;
    case order::risk_verdict::block: return v1::RISK_VERDICT_BLOCK;
  }
  broken_invariant("every risk_verdict has a written form", __FILE__, __LINE__);
}

v1::RiskSilence to_proto(order::risk_silence r) noexcept {
  switch (r) {
    case order::risk_silence::passes: return v1::RISK_SILENCE_PASSES;
    case order::risk_silence::blocks: return v1::RISK_SILENCE_BLOCKS;
  }
  broken_invariant("every risk_silence has a written form", __FILE__, __LINE__);
}

v1::CodeFinding to_proto(order::code_finding c) noexcept {
  switch (c) {
    case order::code_finding::right: return v1::CODE_FINDING_RIGHT;
    case order::code_finding::wrong: return v1::CODE_FINDING_WRONG;
    case order::code_finding::unanswered: return v1::CODE_FINDING_UNANSWERED;
  }
  broken_invariant("every code_finding has a written form", __FILE__, __LINE__);
}

v1::MerchantLife to_proto(merchant::life l) noexcept {
  switch (l) {
    case merchant::life::applied: return v1::MERCHANT_LIFE_APPLIED;
    case merchant::life::approved: return v1::MERCHANT_LIFE_APPROVED;
    case merchant::life::active: return v1::MERCHANT_LIFE_ACTIVE;
    case merchant::life::frozen: return v1::MERCHANT_LIFE_FROZEN;
    case merchant::life::closed: return v1::MERCHANT_LIFE_CLOSED;
  }
  broken_invariant("every life of a merchant has a written form", __FILE__, __LINE__);
}

v1::MerchantLimitedBy to_proto(merchant::limited_by l) noexcept {
  switch (l) {
    case merchant::limited_by::commands_per_second:
      return v1::MERCHANT_LIMITED_BY_COMMANDS_PER_SECOND;
    case merchant::limited_by::orders_in_flight: return v1::MERCHANT_LIMITED_BY_ORDERS_IN_FLIGHT;
    case merchant::limited_by::amount_per_order: return v1::MERCHANT_LIMITED_BY_AMOUNT_PER_ORDER;
    case merchant::limited_by::amount_per_day: return v1::MERCHANT_LIMITED_BY_AMOUNT_PER_DAY;
    case merchant::limited_by::amount_per_month: return v1::MERCHANT_LIMITED_BY_AMOUNT_PER_MONTH;
  }
  broken_invariant("every limit of a merchant has a written form", __FILE__, __LINE__);
}

v1::MerchantPeriod to_proto(merchant::period p) noexcept {
  switch (p) {
    case merchant::period::day: return v1::MERCHANT_PERIOD_DAY;
    case merchant::period::month: return v1::MERCHANT_PERIOD_MONTH;
  }
  broken_invariant("every period has a written form", __FILE__, __LINE__);
}

v1::MerchantLevel to_proto(merchant::level l) noexcept {
  switch (l) {
    case merchant::level::normal: return v1::MERCHANT_LEVEL_NORMAL;
    case merchant::level::throttled: return v1::MERCHANT_LEVEL_THROTTLED;
    case merchant::level::accept_only: return v1::MERCHANT_LEVEL_ACCEPT_ONLY;
    case merchant::level::refuse: return v1::MERCHANT_LEVEL_REFUSE;
  }
  broken_invariant("every level of a merchant has a written form", __FILE__, __LINE__);
}

v1::LevelCause to_proto(merchant::level_cause c) noexcept {
  switch (c) {
    case merchant::level_cause::over_its_limits: return v1::LEVEL_CAUSE_OVER_ITS_LIMITS;
    case merchant::level_cause::all_paths_open: return v1::LEVEL_CAUSE_ALL_PATHS_OPEN;
  }
  broken_invariant("every cause of a level has a written form", __FILE__, __LINE__);
}

v1::EngineLevel to_proto(degradation::level l) noexcept {
  switch (l) {
    case degradation::level::normal: return v1::ENGINE_LEVEL_NORMAL;
    case degradation::level::essential: return v1::ENGINE_LEVEL_ESSENTIAL;
    case degradation::level::restored: return v1::ENGINE_LEVEL_RESTORED;
  }
  broken_invariant("every level of the engine has a written form", __FILE__, __LINE__);
}

v1::BreakerPhase to_proto(channel::breaker_phase p) noexcept {
  switch (p) {
    case channel::breaker_phase::closed: return v1::BREAKER_PHASE_CLOSED;
    case channel::breaker_phase::open: return v1::BREAKER_PHASE_OPEN;
    case channel::breaker_phase::half_open: return v1::BREAKER_PHASE_HALF_OPEN;
  }
  broken_invariant("every breaker_phase has a written form", __FILE__, __LINE__);
}

v1::TurnReason to_proto(channel::turn_reason why) noexcept {
  switch (why) {
    case channel::turn_reason::failures: return v1::TURN_REASON_FAILURES;
    case channel::turn_reason::failures_in_a_row: return v1::TURN_REASON_FAILURES_IN_A_ROW;
    case channel::turn_reason::slowness: return v1::TURN_REASON_SLOWNESS;
    case channel::turn_reason::lone_failures: return v1::TURN_REASON_LONE_FAILURES;
    case channel::turn_reason::account_faults: return v1::TURN_REASON_ACCOUNT_FAULTS;
    case channel::turn_reason::time_is_up: return v1::TURN_REASON_TIME_IS_UP;
    case channel::turn_reason::good_probes: return v1::TURN_REASON_GOOD_PROBES;
    case channel::turn_reason::bad_probe: return v1::TURN_REASON_BAD_PROBE;
    case channel::turn_reason::lost_probe: return v1::TURN_REASON_LOST_PROBE;
    case channel::turn_reason::bad_query: return v1::TURN_REASON_BAD_QUERY;
  }
  broken_invariant("every turn_reason has a written form", __FILE__, __LINE__);
}

v1::PathSwitch to_proto(channel::path_switch s) noexcept {
  switch (s) {
    case channel::path_switch::automatic: return v1::PATH_SWITCH_AUTOMATIC;
    case channel::path_switch::open: return v1::PATH_SWITCH_OPEN;
    case channel::path_switch::closed: return v1::PATH_SWITCH_CLOSED;
  }
  broken_invariant("every path_switch has a written form", __FILE__, __LINE__);
}

v1::Lapse to_proto(approval::lapse l) noexcept {
  switch (l) {
    case approval::lapse::too_late: return v1::LAPSE_TOO_LATE;
    case approval::lapse::moved: return v1::LAPSE_MOVED;
    case approval::lapse::not_entitled: return v1::LAPSE_NOT_ENTITLED;
    case approval::lapse::refused: return v1::LAPSE_REFUSED;
  }
  broken_invariant("every lapse has a written form", __FILE__, __LINE__);
}

v1::PrincipalKind to_proto(access::principal_kind k) noexcept {
  switch (k) {
    case access::principal_kind::service: return v1::PRINCIPAL_KIND_SERVICE;
    case access::principal_kind::operator_: return v1::PRINCIPAL_KIND_OPERATOR;
    case access::principal_kind::auditor: return v1::PRINCIPAL_KIND_AUDITOR;
    case access::principal_kind::risk: return v1::PRINCIPAL_KIND_RISK;
  }
  broken_invariant("every kind of principal has a written form", __FILE__, __LINE__);
}

std::optional<currency> from_proto(v1::Currency c) noexcept {
  return if_known<currency>(c, v1::Currency_IsValid(c));
}

std::optional<business_type> from_proto(v1::BusinessType t) noexcept {
  return if_known<business_type>(t, v1::BusinessType_IsValid(t));
}

std::optional<order::source> from_proto(v1::Source s) noexcept {
  return if_known<order::source>(s, v1::Source_IsValid(s));
}

std::optional<order::finding> from_proto(v1::Finding f) noexcept {
  return if_known<order::finding>(f, v1::Finding_IsValid(f));
}

std::optional<order::revoke_reason> from_proto(v1::RevokeReason r) noexcept {
  return if_known<order::revoke_reason>(r, v1::RevokeReason_IsValid(r));
}

std::optional<order::revoke_method> from_proto(v1::RevokeMethod m) noexcept {
  return if_known<order::revoke_method>(m, v1::RevokeMethod_IsValid(m));
}

std::optional<order::refund_purpose> from_proto(v1::RefundPurpose p) noexcept {
  return if_known<order::refund_purpose>(p, v1::RefundPurpose_IsValid(p));
}

std::optional<order::resolution> from_proto(v1::Resolution r) noexcept {
  return if_known<order::resolution>(r, v1::Resolution_IsValid(r));
}

std::optional<order::returned> from_proto(v1::MoneyReturned r) noexcept {
  return if_known<order::returned>(r, v1::MoneyReturned_IsValid(r));
}

std::optional<payer_action_kind> from_proto(v1::PayerActionKind k) noexcept {
  return if_known<payer_action_kind>(k, v1::PayerActionKind_IsValid(k));
}

std::optional<order::money_question> from_proto(v1::Question q) noexcept {
  return if_known<order::money_question>(q, v1::Question_IsValid(q));
}

std::optional<order::risk_verdict> from_proto(v1::RiskVerdict r) noexcept {
  return if_known<order::risk_verdict>(r, v1::RiskVerdict_IsValid(r));
}

std::optional<order::risk_silence> from_proto(v1::RiskSilence r) noexcept {
  return if_known<order::risk_silence>(r, v1::RiskSilence_IsValid(r));
}

std::optional<order::code_finding> from_proto(v1::CodeFinding c) noexcept {
  return if_known<order::code_finding>(c, v1::CodeFinding_IsValid(c));
}

std::optional<merchant::life> from_proto(v1::MerchantLife l) noexcept {
  return if_known<merchant::life>(l, v1::MerchantLife_IsValid(l));
}

std::optional<merchant::limited_by> from_proto(v1::MerchantLimitedBy l) noexcept {
  return if_known<merchant::limited_by>(l, v1::MerchantLimitedBy_IsValid(l));
}

std::optional<merchant::period> from_proto(v1::MerchantPeriod p) noexcept {
  return if_known<merchant::period>(p, v1::MerchantPeriod_IsValid(p));
}

std::optional<merchant::level> from_proto(v1::MerchantLevel l) noexcept {
  return if_known<merchant::level>(l, v1::MerchantLevel_IsValid(l));
}

std::optional<access::principal_kind> from_proto(v1::PrincipalKind k) noexcept {
  return if_known<access::principal_kind>(k, v1::PrincipalKind_IsValid(k));
}

std::optional<merchant::level_cause> from_proto(v1::LevelCause c) noexcept {
  return if_known<merchant::level_cause>(c, v1::LevelCause_IsValid(c));
}
std::optional<degradation::level> from_proto(v1::EngineLevel l) noexcept {
  return if_known<degradation::level>(l, v1::EngineLevel_IsValid(l));
}
std::optional<channel::breaker_phase> from_proto(v1::BreakerPhase p) noexcept {
  return if_known<channel::breaker_phase>(p, v1::BreakerPhase_IsValid(p));
}

std::optional<channel::turn_reason> from_proto(v1::TurnReason why) noexcept {
  return if_known<channel::turn_reason>(why, v1::TurnReason_IsValid(why));
}

std::optional<channel::path_switch> from_proto(v1::PathSwitch s) noexcept {
  return if_known<channel::path_switch>(s, v1::PathSwitch_IsValid(s));
}

std::optional<approval::lapse> from_proto(v1::Lapse l) noexcept {
  return if_known<approval::lapse>(l, v1::Lapse_IsValid(l));
}

}  // namespace sluice::codec

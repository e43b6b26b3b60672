#include "events/enum_codec.hpp"

#include "tests/catch.hpp"

using namespace sluice;

namespace {

/// Each written number but 0 is the domain's number of the same thing, and none is left out.
template <class Domain, class Proto>
void check_numbers(const google::protobuf::EnumDescriptor& written) {
  CHECK(codec::from_proto(Proto{}) == std::nullopt);
  for (int i = 0; i < written.value_count(); ++i) {
    const int number = written.value(i)->number();
    if (number == 0) continue;
    INFO(written.value(i)->name());
    const auto known = codec::from_proto(static_cast<Proto>(number));
    REQUIRE(known.has_value());
    CHECK(static_cast<int>(*known) == number);
    CHECK(static_cast<int>(codec::to_proto(static_cast<Domain>(number))) == number);
  }
  CHECK(codec::from_proto(static_cast<Proto>(1000)) == std::nullopt);
}

}  // namespace

TEST_CASE("written enum numbers are the domain's numbers") {
  namespace v1 = codec::v1;
  check_numbers<currency, v1::Currency>(*v1::Currency_descriptor());
  check_numbers<business_type, v1::BusinessType>(*v1::BusinessType_descriptor());
  check_numbers<order::source, v1::Source>(*v1::Source_descriptor());
  check_numbers<order::finding, v1::Finding>(*v1::Finding_descriptor());
  check_numbers<order::revoke_reason, v1::RevokeReason>(*v1::RevokeReason_descriptor());
  check_numbers<order::revoke_method, v1::RevokeMethod>(*v1::RevokeMethod_descriptor());
  check_numbers<order::refund_purpose, v1::RefundPurpose>(*v1::RefundPurpose_descriptor());
  check_numbers<order::resolution, v1::Resolution>(*v1::Resolution_descriptor());
  check_numbers<order::returned, v1::MoneyReturned>(*v1::MoneyReturned_descriptor());
  check_numbers<order::money_question, v1::Question>(*v1::Question_descriptor());
  check_numbers<merchant::life, v1::MerchantLife>(*v1::MerchantLife_descriptor());
  check_numbers<merchant::level_cause, v1::LevelCause>(*v1::LevelCause_descriptor());
  check_numbers<degradation::level, v1::EngineLevel>(*v1::EngineLevel_descriptor());
  check_numbers<channel::breaker_phase, v1::BreakerPhase>(*v1::BreakerPhase_descriptor());
  check_numbers<channel::turn_reason, v1::TurnReason>(*v1::TurnReason_descriptor());
  check_numbers<channel::path_switch, v1::PathSwitch>(*v1::PathSwitch_descriptor());
  check_numbers<approval::lapse, v1::Lapse>(*v1::Lapse_descriptor());
  check_numbers<access::principal_kind, v1::PrincipalKind>(*v1::PrincipalKind_descriptor());
}

// [risk]: every key, each wrong in its way.

#include "tests/adapters/config/small_file.hpp"

namespace sluice::test::risk_config_test {
namespace {

using order::risk_silence;

std::string fault(const std::string& lines) {
  const auto found = only_fault("[risk]\n" + lines);
  const auto what = found.find("risk");
  return what == std::string::npos ? found : found.substr(what);
}

}  // namespace

TEST_CASE("without a word nobody is asked about risks") {
  CHECK(settings_with("").risk.asks.empty());
}

TEST_CASE("silence lets money in and keeps money from going out, unless the file says otherwise") {
  const auto usual = settings_with("[risk]\n").risk;
  CHECK(usual.asks.size() == business_policies.size());
  for (const auto& [type, silence] : usual.asks) {
    const bool comes_in = policy_of(type).direction == money_direction::in;
    CHECK(silence == (comes_in ? risk_silence::passes : risk_silence::blocks));
  }
  CHECK(usual.within == millis{50});
  const auto said = settings_with(R"([risk]
prefix = "acme.risk"
business_types = ["payout", "quick_pay"]
within = "80ms"
code_within = "2s"
max_open = 10
[risk.without_answer]
quick_pay = "block"
)")
                        .risk;
  CHECK(said.asks ==
        std::map<business_type, risk_silence>{{business_type::quick_pay, risk_silence::blocks},
                                              {business_type::payout, risk_silence::blocks}});
  CHECK(said.within == millis{80});
  CHECK(said.code_within == millis{2000});
  CHECK(said.most_open == 10);
}

TEST_CASE("what is wrong about risks is told with what is allowed") {
  CHECK(
      fault("prefix = \"pay\"").starts_with("risk.prefix: \"pay\" is not apart from nats.prefix"));
  CHECK(fault("prefix = \"pay.risk\"").find("a prefix of its own") != std::string::npos);
  for (const auto* taken : {"pay-engines", "pay-alarms"})
    CHECK(fault("prefix = \"" + std::string(taken) + '"').find("a prefix of its own") !=
          std::string::npos);
  CHECK(fault("prefix = \"_INBOX\"").find("a prefix of its own") != std::string::npos);
  CHECK(fault("prefix = \"a b\"").starts_with("risk.prefix: \"a b\" is no subject"));
  CHECK(fault("within = \"2s\"").find("1ms to 1s") != std::string::npos);
  CHECK(fault("code_within = \"9s\"").find("1ms to 8s") != std::string::npos);
  CHECK(fault("max_open = 0").find("1 to 100000") != std::string::npos);
  CHECK(fault("business_types = [\"loan\"]").find("payment_code") != std::string::npos);
  CHECK(fault("[risk.without_answer]\npayout = \"maybe\"").find("block") != std::string::npos);
  CHECK(fault("business_types = [\"payout\"]\n[risk.without_answer]\nquick_pay = \"pass\"")
            .starts_with("risk.without_answer.quick_pay: nobody is asked before such an order"));
  CHECK(fault("ask = true").find("unknown key") != std::string::npos);
}

}  // namespace sluice::test::risk_config_test

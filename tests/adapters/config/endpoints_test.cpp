#include "tests/adapters/config/small_file.hpp"

namespace sluice::test::endpoints_test {

TEST_CASE("an endpoint's limits are read, and what says nothing limits nothing") {
  const auto read = settings_with(
      "[endpoints.\"order.create\"]\nper_second = 5\nburst = 9\n"
      "[endpoints.\"refund.create\"]\nmax_in_flight = 7");
  CHECK(read.endpoints == std::map<std::string, overload::endpoint_limits>{
                              {"order.create", {.per_second = 5, .burst = 9}},
                              {"refund.create", {.max_in_flight = 7}}});
  CHECK(settings_with("").endpoints.empty());
}

TEST_CASE("only what services ask for can be limited, and by something that is a limit") {
  const auto fault = [](const std::string& name, const std::string& line) {
    return only_fault("[endpoints.\"" + name + "\"]\n" + line);
  };
  for (const std::string name :
       {"order.resolve", "channel.set", "channel.switch", "merchant.degrade", "engine.degrade",
        "risk.answer", "config.reload", "operator.confirm"})
    CHECK(fault(name, "per_second = 1") ==
          "engine.toml:8:1: endpoints." + name +
              ": is no service's to ask, and never limited (allowed: an endpoint that services "
              "use, such as \"order.create\")");
  CHECK(fault("order.creat", "per_second = 1").find("did you mean \"order.create\"?") !=
        std::string::npos);
  CHECK(fault("order.create", "burst = 3") ==
        "engine.toml:9:9: endpoints.order.create.burst: means nothing without per_second "
        "(allowed: a burst beside per_second)");
  CHECK(fault("order.create", "max_in_flight = 0") ==
        "engine.toml:8:1: endpoints.order.create: limits nothing (allowed: per_second with burst, "
        "max_in_flight, or all of them)");
  CHECK(fault("order.create", "per_second = -1") ==
        "engine.toml:9:14: endpoints.order.create.per_second: -1 is out of range (allowed: a whole "
        "number from 0 to 1000000)");
  CHECK(fault("order.create", "per_secnd = 1\nmax_in_flight = 1").find("\"per_second\"?") !=
        std::string::npos);
}

}  // namespace sluice::test::endpoints_test

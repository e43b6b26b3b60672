#include <algorithm>

#include "tests/adapters/config/small_file.hpp"

namespace sluice::test::limits_test {

TEST_CASE("a path is a method, or a method and a bank, and its limits are the channel's at most") {
  const auto path = [](const std::string& name, const std::string& lines) {
    return "[channels.alipay.paths." + name + "]\n" + lines;
  };
  const auto read =
      settings_with(path("\"debit_card/icbc\"", "max_in_flight = 8\ncalls_per_second = 9"));
  CHECK(read.channels[0].paths ==
        std::vector{channel::path_limits{channel::path("debit_card/icbc"), 8, 9}});
  for (const std::string name : {"\"/icbc\"", "\"debit_card/\"", "\"a/b/c\"", "\"a b\""})
    CHECK(only_fault(path(name, "max_in_flight = 8")) ==
          "engine.toml:8:24: channels.alipay.paths." + name.substr(1, name.size() - 2) + ": " +
              name +
              " is not a path (allowed: a method such as debit_card, or with its bank "
              "debit_card/icbc: each 1 to 32 lower-case letters, digits or '_')");
  CHECK(only_fault(path("debit_card", "")) ==
        "engine.toml:8:1: channels.alipay.paths.debit_card: limits nothing (allowed: "
        "max_in_flight, calls_per_second or both)");
  CHECK(only_fault(path("debit_card", "max_in_flight = 65")) ==
        "engine.toml:9:17: channels.alipay.paths.debit_card.max_in_flight: 65 is more than "
        "the channel's own 64 (allowed: at most limits.max_in_flight)");
  CHECK(only_fault(path("debit_card", "max_in_fligth = 6\ncalls_per_second = 1")) ==
        "engine.toml:9:1: channels.alipay.paths.debit_card.max_in_fligth: unknown key; did "
        "you mean \"max_in_flight\"? (allowed: \"max_in_flight\", \"calls_per_second\")");
}

TEST_CASE("a host is one that a channel is reached at, and its limits are of all channels there") {
  const auto read = settings_with("[hosts.\"openapi.alipay.com\"]\ncalls_per_second = 9");
  REQUIRE(read.hosts.size() == 1);
  CHECK(read.hosts[0].limits == channel::host_limits{.calls_per_second = 9});
  CHECK(read.channels[0].host == channel::called_host{"openapi.alipay.com"});
  CHECK(read.hosts[0].of == channel::called_host{"openapi.alipay.com"});
  CHECK_FALSE(settings_with("").channels[0].host);
  CHECK(only_fault("[hosts.\"alipay.com\"]\ncalls_per_second = 9") ==
        "engine.toml:8:8: hosts.alipay.com: \"alipay.com\" is the host of no channel's base_url "
        "(allowed: one of openapi.alipay.com, with its port where it has one)");
  CHECK(only_fault("[hosts.\"openapi.alipay.com\"]\nmax_in_flight = 0") ==
        "engine.toml:8:1: hosts.openapi.alipay.com: limits nothing (allowed: max_in_flight, "
        "calls_per_second, connections_per_second)");
  CHECK(only_fault("[hosts.\"openapi.alipay.com\"]\nmax_in_fligth = 5\ncalls_per_second = 1")
            .find("did you mean \"max_in_flight\"?") != std::string::npos);
}

TEST_CASE("a host's limits hold for each address from which our channels call it") {
  const std::string second =
      "[channels.spare]\ndialect = \"alipay\"\nbase_url = \"https://openapi.alipay.com\"\n"
      "app_id = \"2\"\nwallet = \"alipay\"\nbusiness_types = [\"payment_code\"]\n";
  const auto with_exit = [&](const std::string& line) {
    return second + line + "[hosts.\"openapi.alipay.com\"]\nconnections_per_second = 5";
  };
  const auto two = settings_with(with_exit("exit_address = \"192.0.2.7\"\n"));
  REQUIRE(two.hosts.size() == 2);
  CHECK(two.hosts[0].of == channel::called_host{"openapi.alipay.com", ""});
  CHECK(two.hosts[1].of == channel::called_host{"openapi.alipay.com", "192.0.2.7"});
  CHECK(two.hosts[1].limits == channel::host_limits{.connections_per_second = 5});
  CHECK(two.channels[1].host == two.hosts[1].of);
  CHECK(settings_with(with_exit("")).hosts.size() == 1);
  CHECK(settings_with(with_exit("exit_address = \"2001:db8::7\"\n")).hosts.size() == 2);
  for (const std::string wrong :
       {"192.0.2", "192.0.2.7:80", "eth0", "api.example", "0.0.0.0", "::", "224.0.0.1", "ff02::1"})
    CHECK_THAT(
        only_fault(with_exit("exit_address = \"" + wrong + "\"\n")),
        Catch::Matchers::Contains("channels.spare.exit_address: \"" + wrong +
                                  "\" is no address to call from (allowed: an address of this "
                                  "machine"));
}

TEST_CASE("where a channel's notifications come from is a list of networks") {
  const auto fault_of = [](const std::string& list) {
    return only_fault(
        "[channels.spare]\ndialect = \"alipay\"\napp_id = \"2\"\n"
        "base_url = \"https://openapi.alipay.com\"\nwallet = \"alipay\"\n"
        "business_types = [\"payment_code\"]\nnotification_networks = " +
        list);
  };
  for (const std::string wrong : {"203.0.113.1/24", "shop.example"})
    CHECK_THAT(fault_of("[\"203.0.113.0/24\", \"" + wrong + "\"]"),
               Catch::Matchers::Contains("notification_networks") &&
                   Catch::Matchers::Contains("is no network, or has bits behind its prefix"));
}

TEST_CASE("a merchant's limits are its business types', and what says nothing limits nothing") {
  const std::string section =
      "[merchants.m2]\nbusiness_types = [\"payment_code\"]\n"
      "channels = [\"alipay\"]\n[merchants.m2.limits.payment_code]\n";
  const auto merchants =
      settings_with(section + "commands_per_second = 50\norders_in_flight = 0").merchants;
  const auto second = std::find_if(
      merchants.begin(), merchants.end(), [](const auto& m) { return m.id == merchant_id{"m2"}; });
  REQUIRE(second != merchants.end());
  CHECK(second->limits ==
        merchant::limit_values{
            {{business_type::payment_code, merchant::limited_by::commands_per_second}, 50}});
  CHECK(only_fault(section + "commands_per_second = -1") ==
        "engine.toml:12:23: merchants.m2.limits.payment_code.commands_per_second: -1 is out "
        "of range (allowed: a whole number from 0 to 1000000)");
  CHECK(only_fault(section + "amount_per_order = 1.5") ==
        "engine.toml:12:20: merchants.m2.limits.payment_code.amount_per_order: the value is a "
        "number with a fraction (allowed: a whole number from 0 to 1000000000000000)");
  CHECK(only_fault(section + "[merchants.m2.limits.payment_cod]\norders_in_flight = 1") ==
        "engine.toml:12:22: merchants.m2.limits.payment_cod: unknown key; did you mean "
        "\"payment_code\"? (allowed: \"payment_code\", \"quick_pay\", \"payout\", \"native_qr\", "
        "\"jsapi\", \"app\", \"h5\", \"ebank\", \"enterprise_ebank\", "
        "\"preauthorization\", \"top_up\")");
}

}  // namespace sluice::test::limits_test

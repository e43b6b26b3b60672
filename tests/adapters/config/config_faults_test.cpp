#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "adapters/config/configuration.hpp"
#include "tests/adapters/config/channel_keys.hpp"
#include "tests/catch.hpp"

namespace sluice::test::config_faults_test {
namespace {

/// Valid; each test breaks one thing. Lines are counted from 1.
const std::string valid = R"(data_dir = "d"
[engine]
response_limit = "40s"
[channels.alipay]
dialect = "alipay"
base_url = "https://openapi.alipay.com"
app_id = "2014"
wallet = "alipay"
business_types = ["payment_code"]
[channels.alipay.timing]
call_timeout = "10s"
[merchants.m1]
business_types = ["payment_code"]
channels = ["alipay"]
)";

std::string with(const std::string& old_text, const std::string& new_text) {
  auto text = valid;
  const auto at = text.find(old_text);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old_text.size(), new_text);
}

std::vector<std::string> faults(const std::string& text) {
  const auto result = read_configuration(
      with_keys(text), "engine.toml", {.environment = [](const std::string& name) {
        return name == "SET" ? std::optional<std::string>("value") : std::nullopt;
      }});
  std::vector<std::string> out;
  if (const auto* const problems = std::get_if<std::vector<config_problem>>(&result))
    for (const auto& p : *problems) out.push_back(to_string(p));
  return out;
}

void check_fault(const std::string& text, const std::string& expected) {
  const auto found = faults(text);
  REQUIRE(found.size() == 1);
  CHECK(found[0] == expected);
}

}  // namespace

TEST_CASE("the tests' own configuration is valid") { CHECK(faults(valid).empty()); }

TEST_CASE("an unknown key is refused with a suggestion") {
  check_fault(with("call_timeout =", "call_timout ="),
              "engine.toml:11:1: channels.alipay.timing.call_timout: unknown key; did you mean "
              "\"call_timeout\"? (allowed: \"call_timeout\", \"query_at\", \"query_after_that\", "
              "\"revoke_from\", \"revoke_never_before\", \"revoke_again\", \"revoke_give_up\", "
              "\"confirm_give_up\", \"visibility_delay\", \"doubt_give_up\", \"refund_again\", "
              "\"refund_give_up\", \"payment_code\")");
  check_fault(with("[engine]", "[engin]"),
              "engine.toml:2:2: engin: unknown key; did you mean \"engine\"? (allowed: "
              "\"data_dir\", \"log_level\", \"engine\", \"nats\", \"notifications\", "
              "\"metrics\", \"call_records\", \"simulated_channels\", \"channels\", \"hosts\", "
              "\"webhooks\", "
              "\"merchants\", \"routing\", "
              "\"degradation\", \"endpoints\", \"risk\", \"alarms\", \"access\", \"principals\", "
              "\"approvals\")");
}

TEST_CASE("a syntax error is told with its place") {
  const auto found = faults(with("\"40s\"", "40s"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].rfind("engine.toml:3:", 0) == 0);
}

TEST_CASE("a section that stands twice is a syntax error") {
  const auto found = faults(valid + "[merchants.m1]\nenabled = true\n");
  REQUIRE(found.size() == 1);
  CHECK(found[0].rfind("engine.toml:15:", 0) == 0);
  CHECK(found[0].find("merchants.m1") != std::string::npos);
}

TEST_CASE("a wrong type is told with what is allowed") {
  check_fault(with("\"10s\"", "10"),
              "engine.toml:11:16: channels.alipay.timing.call_timeout: the value is a whole number "
              "(allowed: a duration from 10ms to 2m, such as \"10s\")");
  check_fault(with("app_id = \"2014\"", "app_id = 2014"),
              "engine.toml:7:10: channels.alipay.app_id: the value is a whole number (allowed: "
              "text in quotes)");
  check_fault(with("response_limit = \"40s\"", "max_live_orders = 1.5"),
              "engine.toml:3:19: engine.max_live_orders: the value is a number with a fraction "
              "(allowed: a whole number from 1 to 10000000)");
  check_fault(with("channels = [\"alipay\"]", "channels = [\"alipay\"]\nenabled = \"yes\""),
              "engine.toml:15:11: merchants.m1.enabled: the value is text (allowed: true or "
              "false)");
  check_fault(with("[\"payment_code\"]\n[channels", "\"payment_code\"\n[channels"),
              "engine.toml:9:18: channels.alipay.business_types: the value is text (allowed: a "
              "list of at least one of \"payment_code\", \"quick_pay\", \"payout\", "
              "\"native_qr\", \"jsapi\", \"app\", \"h5\", \"ebank\", \"enterprise_ebank\", "
              "\"preauthorization\", \"top_up\")");
  check_fault(with("[engine]\nresponse_limit = \"40s\"", "engine = 3"),
              "engine.toml:2:10: engine: the value is a whole number (allowed: a table)");
}

TEST_CASE("durations must have a unit and lie in their range") {
  check_fault(with("\"10s\"", "\"10\""),
              "engine.toml:11:16: channels.alipay.timing.call_timeout: \"10\" is not a duration "
              "(allowed: a duration from 10ms to 2m, such as \"10s\" (units: ms, s, m, h, d))");
  check_fault(with("\"10s\"", "\"0s\""),
              "engine.toml:11:16: channels.alipay.timing.call_timeout: \"0s\" is too short "
              "(allowed: a duration from 10ms to 2m, such as \"10s\" (units: ms, s, m, h, d))");
  check_fault(with("\"40s\"", "\"1d\""),
              "engine.toml:3:18: engine.response_limit: \"1d\" is too long (allowed: a duration "
              "from 100ms to 10m, such as \"10s\" (units: ms, s, m, h, d))");
}

TEST_CASE("numbers and sizes must lie in their range") {
  check_fault(with("response_limit = \"40s\"", "epoch = 0"),
              "engine.toml:3:9: engine.epoch: 0 is out of range (allowed: a whole number from 1 to "
              "4294967295)");
  check_fault(with("response_limit = \"40s\"", "min_free_bytes = \"1KiB\""),
              "engine.toml:3:18: engine.min_free_bytes: \"1KiB\" is out of range (allowed: a size "
              "from 1MiB to 1048576GiB, such as \"256MiB\" (units: B, KiB, MiB, GiB))");
  check_fault(with("response_limit = \"40s\"", "min_free_bytes = \"lots\""),
              "engine.toml:3:18: engine.min_free_bytes: \"lots\" is not a size (allowed: a size "
              "from 1MiB to 1048576GiB, such as \"256MiB\" (units: B, KiB, MiB, GiB))");
}

TEST_CASE("unknown names are refused with a suggestion") {
  check_fault(with("dialect = \"alipay\"", "dialect = \"alipai\""),
              "engine.toml:5:11: channels.alipay.dialect: \"alipai\" is not a known dialect; did "
              "you mean \"alipay\"? (allowed: \"wechat_v2\", \"wechat_v3\", \"qra\", "
              "\"alipay\", \"unionpay\")");
  check_fault(with("wallet = \"alipay\"", "wallet = \"paypal\""),
              "engine.toml:8:10: channels.alipay.wallet: \"paypal\" is not a known wallet "
              "(allowed: \"wechat\", \"alipay\", \"unionpay\")");
  check_fault(with("wallet = \"alipay\"", "wallet = \"alipay\"\ncurrencies = [\"RMB\"]"),
              "engine.toml:9:15: channels.alipay.currencies: \"RMB\" is not a known currency "
              "(allowed: \"CNY\", \"HKD\", \"USD\", \"EUR\", \"GBP\", \"JPY\")");
  check_fault(with("data_dir = \"d\"", "log_level = \"warn\""),
              "engine.toml:1:13: log_level: \"warn\" is not a known log level (allowed: \"debug\", "
              "\"info\", \"warning\", \"critical\")");
  check_fault(with("channels = [\"alipay\"]", "channels = [\"alipya\"]"),
              "engine.toml:14:13: merchants.m1.channels: \"alipya\" is not a known channel; did "
              "you mean \"alipay\"? (allowed: \"alipay\")");
}

TEST_CASE("a name that is listed twice is refused") {
  check_fault(with("channels = [\"alipay\"]", "channels = [\"alipay\", \"alipay\"]"),
              "engine.toml:14:23: merchants.m1.channels: \"alipay\" is listed twice (allowed: each "
              "channel once)");
}

TEST_CASE("an empty list is refused") {
  check_fault(with("channels = [\"alipay\"]", "channels = []"),
              "engine.toml:14:12: merchants.m1.channels: the list is empty (allowed: a list of at "
              "least one of \"alipay\")");
}

TEST_CASE("missing keys are told at their section") {
  check_fault(with("base_url = \"https://openapi.alipay.com\"\n", ""),
              "engine.toml:4:1: channels.alipay.base_url: is missing (allowed: the channel's "
              "address, such as \"https://openapi.alipay.com\")");
  check_fault(with("wallet = \"alipay\"\n", ""),
              "engine.toml:4:1: channels.alipay.wallet: is missing, and the channel takes payment "
              "codes (allowed: \"wechat\", \"alipay\" or \"unionpay\": whose payment codes it "
              "takes)");
  auto text = with("dialect = \"alipay\"", "dialect = \"wechat_v2\"");
  text.replace(text.find("wallet = \"alipay\""), 17, "wallet = \"wechat\"");
  check_fault(text,
              "engine.toml:4:1: channels.alipay.merchant_id: is missing (allowed: our merchant "
              "number at the channel (mch_id, merId))");
}

TEST_CASE("a business type that the dialect cannot speak of is refused") {
  const std::string first_list = "[\"payment_code\"]";
  auto text = with("dialect = \"alipay\"", "dialect = \"wechat_v2\"\nmerchant_id = \"1\"");
  text.replace(text.find("wallet = \"alipay\""), 17, "wallet = \"wechat\"");
  text.replace(text.find(first_list), first_list.size(), "[\"payment_code\", \"payout\"]");
  check_fault(text,
              "engine.toml:10:18: channels.alipay.business_types: \"payout\" is nothing that the "
              "dialect \"wechat_v2\" can ask for (allowed: \"payment_code\")");
}

TEST_CASE("there must be a channel and a merchant") {
  const auto found = faults("data_dir = \"d\"\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0] ==
        "engine.toml:1:1: channels: is missing (allowed: at least one table such as "
        "[channels.alipay])");
  CHECK(found[1] ==
        "engine.toml:1:1: merchants: is missing (allowed: at least one table such as "
        "[merchants.m1])");
  CHECK(faults("[channels]\n[merchants]\n").size() == 2);
}

TEST_CASE("names of channels and merchants must be names") {
  check_fault(with("[merchants.m1]", "[merchants.\"m 1\"]"),
              "engine.toml:12:12: merchants.m 1: \"m 1\" cannot be the name of a merchant "
              "(allowed: 1 to 64 letters, digits, '_' or '-')");
}

TEST_CASE("times that contradict each other are refused") {
  const auto times = [](const std::string& lines) {
    return with("call_timeout = \"10s\"", "call_timeout = \"10s\"\n" + lines);
  };
  check_fault(times("revoke_never_before = \"31s\""),
              "engine.toml:10:1: channels.alipay.timing.revoke_from: 30s is before "
              "revoke_never_before, 31s (allowed: at least revoke_never_before)");
  check_fault(times("revoke_from = \"16s\"\nrevoke_never_before = \"17s\""),
              "engine.toml:12:15: channels.alipay.timing.revoke_from: 16s is before "
              "revoke_never_before, 17s (allowed: at least revoke_never_before)");
  check_fault(times("query_at = [\"5s\", \"10s\", \"7s\"]"),
              "engine.toml:12:12: channels.alipay.timing.query_at: 7s comes after 10s (allowed: "
              "durations in rising order)");
  check_fault(times("query_at = [\"5s\", \"x\"]"),
              "engine.toml:12:19: channels.alipay.timing.query_at: \"x\" is not a duration "
              "(allowed: a duration from 1ms to 1d, such as \"10s\" (units: ms, s, m, h, d))");
  check_fault(times("query_at = []"),
              "engine.toml:12:12: channels.alipay.timing.query_at: the list is empty (allowed: at "
              "least one duration, such as [\"5s\"])");
  check_fault(times("query_at = \"5s\""),
              "engine.toml:12:12: channels.alipay.timing.query_at: the value is text (allowed: a "
              "list of durations, such as [\"5s\", \"10s\"])");
  check_fault(times("revoke_again = { first = \"5s\", most = \"1s\" }"),
              "engine.toml:12:26: channels.alipay.timing.revoke_again.first: 5s is longer than "
              "most, 1s (allowed: first no longer than most)");
  check_fault(times("revoke_give_up = \"1s\""),
              "engine.toml:12:18: channels.alipay.timing.revoke_give_up: 1s is shorter than the "
              "first revoke_again, 2s (allowed: time for at least one repetition)");
  check_fault(times("refund_give_up = \"1s\""),
              "engine.toml:12:18: channels.alipay.timing.refund_give_up: 1s is shorter than the "
              "first refund_again, 5s (allowed: time for at least one repetition)");
  check_fault(times("doubt_give_up = \"1s\""),
              "engine.toml:12:17: channels.alipay.timing.doubt_give_up: 1s is shorter than "
              "visibility_delay, 2m (allowed: at least visibility_delay)");
}

TEST_CASE("an order may not be taken back while its payment may wait or be on its way") {
  const auto allowed = std::string(
      " (allowed: at least call_timeout + limits.queue_deadline: after a restart a payment may "
      "still be on its way)");
  check_fault(
      with("call_timeout = \"10s\"", "call_timeout = \"10s\"\nrevoke_never_before = \"14999ms\""),
      "engine.toml:12:23: channels.alipay.timing.revoke_never_before: 14999ms is before "
      "call_timeout + limits.queue_deadline, 15s" +
          allowed);
  check_fault(with("[channels.alipay.timing]",
                   "[channels.alipay.limits]\nqueue_deadline = \"6s\"\n[channels.alipay.timing]"),
              "engine.toml:12:1: channels.alipay.timing.revoke_never_before: 15s is before "
              "call_timeout + limits.queue_deadline, 16s" +
                  allowed);
  check_fault(with("[channels.alipay.timing]\ncall_timeout = \"10s\"",
                   "[channels.alipay.limits]\nqueue_deadline = \"1m\""),
              "engine.toml:4:1: channels.alipay.timing: revoke_never_before, 15s is before "
              "call_timeout + limits.queue_deadline, 70s (allowed: times with revoke_never_before "
              "at least call_timeout + limits.queue_deadline: after a restart a payment may still "
              "be on its way)");
}

TEST_CASE("a payout is never taken back, so its payment may take any time") {
  auto text = with(
      "wallet = \"alipay\"\nbusiness_types = [\"payment_code\"]", "business_types = [\"payout\"]");
  text.replace(text.find("[\"payment_code\"]"), 16, "[\"payout\"]");
  text.insert(text.find("call_timeout"), "revoke_never_before = \"1s\"\n");
  CHECK(faults(text).empty());
}

TEST_CASE("a channel call may not outlast the engine's own limits") {
  check_fault(with("\"40s\"", "\"5s\""),
              "engine.toml:11:16: channels.alipay.timing.call_timeout: 10s is longer than "
              "engine.response_limit, 5s (allowed: at most engine.response_limit)");
  check_fault(with("response_limit = \"40s\"", "drain_limit = \"5s\""),
              "engine.toml:11:16: channels.alipay.timing.call_timeout: 10s is longer than "
              "engine.drain_limit, 5s (allowed: at most engine.drain_limit)");
}

TEST_CASE("times for a business type that the channel does not have are refused") {
  check_fault(with("call_timeout = \"10s\"", "payout = { call_timeout = \"10s\" }"),
              "engine.toml:11:10: channels.alipay.timing.payout: the channel's business_types do "
              "not include it (allowed: times for the channel's own business types)");
}

TEST_CASE("a business type that no channel of the merchant offers is refused") {
  check_fault(with("business_types = [\"payment_code\"]\nchannels",
                   "business_types = [\"payment_code\", \"payout\"]\nchannels"),
              "engine.toml:13:18: merchants.m1.business_types: none of the merchant's channels "
              "offers payout (allowed: business types that a channel of the merchant offers)");
}

TEST_CASE("addresses are checked") {
  check_fault(with("https://openapi.alipay.com", "openapi.alipay.com"),
              "engine.toml:6:12: channels.alipay.base_url: \"openapi.alipay.com\" is not an HTTP "
              "address (allowed: http:// or https:// and a host, such as "
              "\"https://api.mch.weixin.qq.com\")");
  check_fault("notifications = { listen = \"127.0.0.1\" }\n" + valid,
              "engine.toml:1:28: notifications.listen: \"127.0.0.1\" is not an address to listen "
              "on (allowed: host:port with a port from 1 to 65535, such as "
              "\"127.0.0.1:18900\")");
  check_fault("metrics = { listen = \"127.0.0.1\" }\n" + valid,
              "engine.toml:1:22: metrics.listen: \"127.0.0.1\" is not an address to listen on "
              "(allowed: host:port with a port from 0 to 65535, such as \"127.0.0.1:18900\")");
  check_fault("notifications = { listen = \"0.0.0.0:80\" }\n" + valid,
              "engine.toml:1:17: notifications.public_url: is missing, and listen names no address "
              "that a channel can reach (allowed: the address of this machine as channels see it)");
  check_fault("notifications = { public_url = \"http://a\" }\n" + valid,
              "engine.toml:1:32: notifications.public_url: is given without listen (allowed: "
              "listen and public_url together)");
  check_fault("nats = { url = \"http://127.0.0.1\" }\n" + valid,
              "engine.toml:1:16: nats.url: \"http://127.0.0.1\" is not a NATS address (allowed: "
              "nats:// or tls:// and a host, such as \"nats://127.0.0.1:4222\")");
  check_fault(
      "nats = { url = \"http://eng:s3cret@127.0.0.1\" }\n" + valid,
      "engine.toml:1:16: nats.url: \"http://***@127.0.0.1\" is not a NATS address (allowed: "
      "nats:// or tls:// and a host, such as \"nats://127.0.0.1:4222\")");
  check_fault("nats = { prefix = \"pay.>\" }\n" + valid,
              "engine.toml:1:19: nats.prefix: \"pay.>\" is not a subject prefix (allowed: names "
              "joined by dots, each 1 to 64 letters, digits, '_' or '-')");
  check_fault(
      "nats = { lease_stream = \"A.B\" }\n" + valid,
      "engine.toml:1:25: nats.lease_stream: \"A.B\" is not the name of a stream (allowed: 1 "
      "to 64 letters, digits, '_' or '-')");
}

TEST_CASE("half of a login is refused") {
  check_fault("nats = { user = \"u\" }\n" + valid,
              "engine.toml:1:17: nats.user: is given without password (allowed: user and password "
              "together)");
}

TEST_CASE("all faults are told at once, in the file's order, each once") {
  auto text = with("call_timeout = \"10s\"", "call_timeout = 10\ncolour = \"red\"");
  text.replace(text.find("\"40s\""), 5, "true");
  // Two business types read the same times: their faults are not told twice.
  text.replace(text.find("[\"payment_code\"]"), 16, "[\"payment_code\", \"payout\"]");
  const auto found = faults(text);
  REQUIRE(found.size() == 3);
  CHECK(found[0].rfind("engine.toml:3:18: engine.response_limit: ", 0) == 0);
  CHECK(found[1].rfind("engine.toml:11:16: channels.alipay.timing.call_timeout: ", 0) == 0);
  CHECK(found[2].rfind("engine.toml:12:1: channels.alipay.timing.colour: unknown key", 0) == 0);
}

TEST_CASE("a file that cannot be read is a fault, not an exception") {
  for (const std::string path : {"/nowhere/engine.toml", "/"}) {
    const auto result = load_configuration(path);
    REQUIRE(std::holds_alternative<std::vector<config_problem>>(result));
    CHECK(std::get<std::vector<config_problem>>(result)[0].what == "the file cannot be read");
  }
}

TEST_CASE("a configuration is read from its file") {
  const auto path = std::filesystem::temp_directory_path() /
                    ("sluice-config-test-" + std::to_string(::getpid()) + ".toml");
  std::ofstream(path) << with_keys(valid);
  const auto result = load_configuration(path.string());
  std::filesystem::remove(path);
  REQUIRE(std::holds_alternative<configuration>(result));
  CHECK(std::get<configuration>(result).data_dir == "d");
}

TEST_CASE("waiting times of one business type override those of the channel") {
  auto text = with("call_timeout = \"10s\"",
                   "call_timeout = \"9s\"\n[channels.alipay.timing.payout]\n"
                   "query_at = [\"3m\"]");
  text.replace(text.find("[\"payment_code\"]"), 16, "[\"payment_code\", \"payout\"]");
  const auto result = read_configuration(with_keys(text), "f");
  REQUIRE(std::holds_alternative<configuration>(result));
  const auto& timing = std::get<configuration>(result).engine.channels[0].timing;
  CHECK(timing.at(business_type::payout).query_at == std::vector{millis{180'000}});
  CHECK(timing.at(business_type::payout).call_timeout == millis{9000});
  CHECK(timing.at(business_type::payment_code).query_at == attempt_timing{}.query_at);
}

}  // namespace sluice::test::config_faults_test

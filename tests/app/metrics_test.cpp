// A whole engine, asked over HTTP how it is.
#include <csignal>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <thread>

#include "app/health_probe.hpp"
#include "tests/app/contains.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"

namespace sluice::test::metrics_test {
using app::ask_over_http;
using nlohmann::json;

namespace {

constexpr millis limit{10'000};
constexpr millis generous{30'000};

std::map<std::string, double> figures_at(const std::string& address) {
  const auto said = ask_over_http(address, "/metrics", limit);
  REQUIRE(said);
  REQUIRE(said->status == 200);
  std::map<std::string, double> out;
  std::istringstream lines(said->body);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) continue;
    const auto blank = line.rfind(' ');
    REQUIRE(blank != std::string::npos);
    out[line.substr(0, blank)] = std::stod(line.substr(blank + 1));
  }
  return out;
}

/// Its followers are a moment behind.
template <class IsThere>
bool soon(IsThere is_there) {
  for (int i = 0; i < 200; ++i) {
    if (is_there()) return true;
    std::this_thread::sleep_for(millis{50});
  }
  return false;
}

constexpr auto accepted = R"(pay_events_appended_total{type="order_accepted"})";
constexpr auto paid = R"(pay_orders{state="paid"})";
constexpr auto created = R"(pay_commands_total{command="order.create",result="ok"})";
constexpr auto refused = R"(pay_commands_total{command="order.create",result="refused"})";
constexpr auto called =
    R"(pay_channel_requests_total{channel="wechat",operation="pay",outcome="done"})";

}  // namespace

TEST_CASE("an engine's figures begin at 0, follow its orders, and outlive a restart") {
  const temporary_folder folder;
  const nats_server nats;
  const auto config = demo_on(free_port(), free_port(), folder);
  {
    running_serve serve(folder, config, nats.url());
    REQUIRE(serve.becomes_ready());
    const auto address = serve.ready_field("metrics");
    const auto before = figures_at(address);
    for (const auto* name : {accepted, paid, created, refused, called}) {
      CAPTURE(name);
      REQUIRE(before.contains(name));
      CHECK(before.at(name) == 0);
    }
    CHECK(before.at(R"(pay_ready{check="nats"})") == 1);

    CHECK(run_sluice({"req", "order.create", order("A-1", 1200), "--nats", nats.url()}).status ==
          0);
    CHECK(run_sluice({"req", "order.create", order("A-1", 1300), "--nats", nats.url()}).status ==
          1);
    CHECK(soon([&] { return figures_at(address).at(paid) == 1; }));
    const auto after = figures_at(address);
    CHECK(after.at(accepted) == 1);
    CHECK(after.at(created) == 1);
    CHECK(after.at(refused) == 1);
    CHECK(after.at(called) == 1);
    CHECK(after.at(R"(pay_captured_minor_total{currency="CNY"})") == 1200);
    CHECK(after.at(R"(pay_command_duration_seconds_count{command="order.create"})") == 2);
    CHECK(after.at("pay_event_log_last_sequence") > before.at("pay_event_log_last_sequence"));
    CHECK(after.at("pay_event_log_bytes") > 0);
    CHECK(soon([&] {
      return figures_at(address).at(R"(pay_follower_lag_records{follower="meter"})") == 0;
    }));
    serve.process().send(SIGTERM);
    CHECK(serve.process().wait_for(generous) == 0);
  }
  running_serve again(folder, config, nats.url());
  REQUIRE(again.becomes_ready());
  const auto later = figures_at(again.ready_field("metrics"));
  CHECK(later.at(accepted) == 1);
  CHECK(later.at(paid) == 1);
  CHECK(later.at(R"(pay_captured_minor_total{currency="CNY"})") == 1200);
  CHECK(later.at(created) == 0);  // of this process
}

TEST_CASE("an engine is ready while it has NATS, and `sluice status` shows it") {
  const temporary_folder folder;
  std::optional<nats_server> nats(std::in_place);
  running_serve serve(folder, demo_on(free_port(), free_port(), folder), nats->url());
  REQUIRE(serve.becomes_ready());
  const auto address = serve.ready_field("metrics");

  const auto well = ask_over_http(address, "/readyz", limit);
  REQUIRE(well);
  CHECK(well->status == 200);
  std::vector<std::string> names;
  const auto told = json::parse(well->body);
  for (const auto& c : told["checks"]) names.push_back(c["name"]);
  CHECK(names == std::vector<std::string>{"nats", "log", "replay", "disk", "clock", "certificates",
                                          "money", "figures", "actors", "requests"});
  CHECK(ask_over_http(address, "/nowhere", limit)->status == 404);

  const auto shown = run_sluice({"status", "--at", address});
  CHECK(shown.status == 0);
  CHECK_THAT(shown.out, contains("nats         well      connected"));
  CHECK_THAT(shown.out, contains("pay_event_log_last_sequence"));
  CHECK_THAT(shown.out, contains("slowest messages of the last minute: "));
  CHECK_THAT(shown.out, contains(R"(pay_actor_slowest_message_seconds{actors="log_writer"})"));
  CHECK_THAT(shown.out, !contains("_bucket"));

  nats.reset();
  CHECK(soon([&] { return ask_over_http(address, "/readyz", limit)->status == 503; }));
  CHECK(ask_over_http(address, "/livez", limit)->status == 200);
  const auto sick = run_sluice({"status", "--at", address});
  CHECK(sick.status == 1);
  CHECK_THAT(sick.out, contains("nats         NOT WELL  not connected"));
}

TEST_CASE("who asks where nobody listens is told what to do") {
  const auto nobody = run_sluice({"status", "--at", "127.0.0.1:" + std::to_string(free_port())});
  CHECK(nobody.status == 1);
  CHECK_THAT(nobody.error, contains("nobody answers at 127.0.0.1:"));
  const temporary_folder folder;
  const auto chosen = run_sluice({"status", "--config", demo_on(free_port(), free_port(), folder)});
  CHECK(chosen.status == 2);
  CHECK_THAT(chosen.error, contains("give it with --at"));
}

}  // namespace sluice::test::metrics_test

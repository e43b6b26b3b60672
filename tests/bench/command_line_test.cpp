#include <nlohmann/json.hpp>

#include "tests/app/contains.hpp"
#include "tests/app/run_program.hpp"
#include "tests/catch.hpp"

namespace sluice::test::command_line_test {
namespace {

nlohmann::json figures_of(const std::vector<std::string>& arguments) {
  auto all = arguments;
  all.insert(all.begin(), "bench");
  all.emplace_back("--json");
  const auto done = run_sluice(all);
  CAPTURE(done.error);
  REQUIRE(done.status == 0);
  return nlohmann::json::parse(done.out)["figures"];
}

}  // namespace

TEST_CASE("bench alone explains what can be measured") {
  const auto help = run_sluice({"bench"});
  CHECK(help.status == 0);
  for (const auto* name : {"engine", "nats", "replay", "recover", "memory", "growth", "isolation",
                           "breaker", "channel", "overload", "webhooks"})
    CHECK_THAT(help.out, contains(name));
  CHECK_THAT(help.out, !contains("-client") && !contains("memory-part"));
}

TEST_CASE("each workload explains itself with an example") {
  for (const auto* name : {"engine", "nats", "replay", "recover", "memory", "growth", "isolation",
                           "breaker", "channel", "overload", "webhooks"}) {
    const auto help = run_sluice({"bench", name, "--help"});
    CAPTURE(name);
    CHECK(help.status == 0);
    CHECK_THAT(help.out, contains("Example:") && contains("--json"));
  }
}

TEST_CASE("wrong options of a workload are told") {
  CHECK(run_sluice({"bench", "engine", "--runs", "0"}).status == 2);
  CHECK(run_sluice({"bench", "engine", "--ids", "odd"}).status == 2);
  CHECK(run_sluice({"bench", "engine", "--seconds", "3"}).status == 2);  // needs --rate
  CHECK(run_sluice({"bench", "engine", "--rate", "100", "--in-flight", "3"}).status == 2);
  CHECK(run_sluice({"bench", "engine", "--data", "/"}).status == 2);  // not a new folder
  CHECK(run_sluice({"bench", "growth", "--from", "100", "--to", "10"}).status == 1);
  CHECK(run_sluice({"bench", "isolation", "--rate", "0"}).status == 2);
  CHECK(run_sluice({"bench", "isolation", "--seconds", "nan"}).status == 2);
  for (const auto* times : {"1", "1.05", "20.5", "nan", "x"})
    CHECK(run_sluice({"bench", "overload", "--times", times}).status == 2);
  CHECK(run_sluice({"bench", "overload", "--seconds", "3"}).status == 2);
  CHECK(run_sluice({"bench", "breaker", "--calls", "0"}).status == 2);
  CHECK(run_sluice({"bench", "channel", "--calls", "0"}).status == 2);
  CHECK(run_sluice({"bench", "channel", "--dialect", "morse"}).status == 2);
  CHECK(run_sluice({"bench", "isolation", "--dialect", ""}).status == 2);
  CHECK(run_sluice({"bench", "webhooks", "--endpoints", "0"}).status == 2);
  CHECK(run_sluice({"bench", "breaker", "--data", "logs"}).status == 2);  // it writes none
}

TEST_CASE("a closed loop is measured, and its log is kept for an audit") {
  const temporary_folder folder;
  const auto data = (folder.path() / "logs").string();
  const auto figures = figures_of({"engine", "--orders", "200", "--in-flight", "16", "--warm-up",
                                   "50", "--runs", "2", "--ids", "random", "--data", data});
  CHECK(figures["orders_per_second"]["runs"].size() == 2);
  CHECK(figures["events_per_order"]["median"] == 4);
  CHECK(figures["p50_ms"]["median"] > 0);
  CHECK(figures["bytes_per_order"]["median"] > 100);
  CHECK(run_sluice({"audit", "verify", "--data", data + "/run-2"}).status == 0);
}

TEST_CASE("an open loop states what was offered") {
  const auto figures =
      figures_of({"engine", "--rate", "200", "--seconds", "0.5", "--warm-up", "10", "--runs", "1"});
  CHECK(figures["offered_per_second"]["median"] == 200);
  CHECK(figures["refused"]["median"] == 0);
  CHECK(figures["orders_per_second"]["median"] < 203);  // the last of 100 is due after 0.495 s
}

TEST_CASE("orders over a real server are measured") {
  const auto figures = figures_of({"nats", "--orders", "200", "--in-flight", "16", "--warm-up",
                                   "20", "--runs", "1", "--publish"});
  CHECK(figures["orders_per_second"]["median"] > 0);
  CHECK(figures["client_cpu_us_per_order"]["median"] > 0);
  const auto protobuf = figures_of({"nats", "--form", "protobuf", "--orders", "200", "--in-flight",
                                    "16", "--warm-up", "20", "--runs", "1"});
  CHECK(protobuf["orders_per_second"]["median"] > 0);
  const auto open =
      figures_of({"nats", "--rate", "200", "--seconds", "0.5", "--warm-up", "10", "--runs", "1"});
  CHECK(open["refused"]["median"] == 0);
}

TEST_CASE("a log with a past is replayed, recovered and grown") {
  const auto replayed = figures_of({"replay", "--orders", "500", "--runs", "1"});
  CHECK(replayed["events_per_core"]["median"] > 0);
  const auto recovered =
      figures_of({"recover", "--finished", "500", "--open", "20", "--runs", "1"});
  CHECK(recovered["recovered_ms"]["median"] >= recovered["log_opened_ms"]["median"]);
  const auto grown =
      figures_of({"growth", "--from", "10", "--to", "100", "--orders", "100", "--runs", "1"});
  CHECK(grown["cpu_us_per_order_at_100"]["median"] > 0);
  CHECK(grown["ratio"]["median"] > 0);
}

TEST_CASE("what others notice of trouble is told as a ratio") {
  const auto figures = figures_of({"isolation", "--seconds", "1", "--rate", "4", "--runs", "1"});
  for (const auto* trouble : {"hang", "loud"})
    for (const auto* what : {"_p90", "_p99"}) {
      CAPTURE(trouble, what);
      const auto name = std::string(trouble) + what;
      CHECK(figures[name + "_ms"]["median"] > 15);  // the channel takes so long at the least
      CHECK(figures[name + "_ratio"]["median"] > 0);
    }
}

TEST_CASE("more than can be done is sent, and the log is the proof") {
  const auto done = run_sluice({"bench", "overload", "--calibrate", "1", "--seconds", "4",
                                "--after", "2", "--times", "1.5", "--json"});
  CAPTURE(done.error);
  // How full the machine is just now may make it miss a criterion of time; never one of these.
  REQUIRE((done.status == 0 || done.status == 1));
  const auto told = nlohmann::json::parse(done.out);
  for (const auto* never : {"lost", "done_although_refused", "answered_again"}) {
    CAPTURE(never);
    CHECK(told["criteria"][never]["met"] == true);
  }
  const auto& figures = told["figures"];
  CHECK(figures["can_do_per_second"]["median"] > 0);
  CHECK(figures["taken"]["median"] > 0);
  CHECK(figures["resident_late_mib"]["median"] > 0);
  CHECK(told["over_time"]["taken"].size() >= 4);
}

TEST_CASE("breaker and router are measured by the call") {
  const auto figures = figures_of({"breaker", "--calls", "1000", "--runs", "2"});
  CHECK(figures["breaker_ns"]["runs"].size() == 2);
  CHECK(figures["breaker_ns"]["median"] > 0);
  CHECK(figures["router_ns"]["median"] > 0);
}

TEST_CASE("a dialect's calls are measured, and RSA beside them") {
  const auto figures =
      figures_of({"channel", "--dialect", "wechat_v3", "--calls", "20", "--runs", "2"});
  const double assembled = figures["wechat_v3_pay_payment_code_assemble_ns"]["median"];
  const double understood = figures["wechat_v3_query_payment_code_understand_ns"]["median"];
  const double signs = figures["wechat_v3_rsa_sign_ns"]["median"];
  const double checks = figures["wechat_v3_rsa_check_ns"]["median"];
  CHECK(checks > 0);
  CHECK(signs > checks);
  CHECK(assembled > signs / 2);  // there is a signature in it
  CHECK(understood > checks / 2);
  const double calls = figures["wechat_v3_pay_payment_code_calls_per_second"]["median"];
  CHECK(calls > 0);
  CHECK(calls * signs / 10 < 1e9);  // the machine may have been busy while it signed
  CHECK_FALSE(figures.contains("alipay_pay_payment_code_assemble_ns"));
}

TEST_CASE("what others notice of another channel's signatures is told as a ratio") {
  const auto figures = figures_of(
      {"isolation", "--dialect", "alipay", "--seconds", "1", "--rate", "4", "--runs", "1"});
  CHECK(figures["sign_p90_ms"]["median"] > 15);
  CHECK(figures["sign_p99_ratio"]["median"] > 0);
  CHECK(figures["sign_calls_per_second"]["median"] > 0);
  CHECK_FALSE(figures.contains("hang_p90_ms"));
}

TEST_CASE("a rate is a number") {
  for (const auto* wrong : {"nan", "inf", "0", "-1", "x"}) {
    CAPTURE(wrong);
    CHECK(run_sluice({"bench", "engine", "--rate", wrong}).status == 2);
  }
}

TEST_CASE("the memory of live orders is measured in processes of their own") {
  const auto figures = figures_of({"memory", "--orders", "10000", "--runs", "1"});
  CHECK(figures.contains("bytes_per_live_order"));
  CHECK(figures.contains("bytes_per_awaited_order"));
  CHECK(figures.contains("log_bytes_per_order"));
}

TEST_CASE("the JSON goes into a file beside the table") {
  const temporary_folder folder;
  const auto file = (folder.path() / "replay.json").string();
  const auto done =
      run_sluice({"bench", "replay", "--orders", "100", "--runs", "1", "--save", file});
  CHECK(done.status == 0);
  CHECK_THAT(done.out, contains("build:") && contains("machine:"));
  CHECK(nlohmann::json::parse(folder.read("replay.json"))["workload"] == "replay");
}

TEST_CASE("signed orders are measured beside unsigned ones") {
  for (const auto* how : {"hmac", "ed25519"}) {
    const auto figures = figures_of({"nats", "--signed", how, "--orders", "200", "--in-flight",
                                     "16", "--warm-up", "20", "--runs", "1"});
    const double signed_ones = figures["orders_per_second"]["median"];
    const double unsigned_ones = figures["unsigned_orders_per_second"]["median"];
    CHECK_THAT(double(figures["signed_percent_of_unsigned"]["median"]),
               Catch::Matchers::WithinRel(100 * signed_ones / unsigned_ones));
  }
  CHECK(run_sluice({"bench", "nats", "--signed", "md5"}).status == 2);
}

TEST_CASE("webhooks: a backlog is told, also beside an endpoint that hangs") {
  const auto figures =
      figures_of({"webhooks", "--endpoints", "3", "--events", "30", "--dead", "1", "--runs", "1"});
  CHECK(figures["webhooks_per_second"]["median"] > 0);
  CHECK(figures["beside_dead_per_second"]["median"] > 0);
}

}  // namespace sluice::test::command_line_test

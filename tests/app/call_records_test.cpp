// A whole engine leaves records of its calls, and people look them up beside it and behind it.
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/app/contains.hpp"
#include "tests/app/keyed.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"

namespace sluice::test::call_records_test {
using nlohmann::json;

namespace {

constexpr std::string_view payment_code = "134567890123456789";

/// In any of its files.
bool lies_in(const std::filesystem::path& folder, std::string_view what) {
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder))
    if (file.is_regular_file() && content(file.path()).find(what) != std::string::npos) return true;
  return false;
}

json traced(const std::filesystem::path& data) {
  const auto said =
      run_sluice({"trace", "m1/A-1", "--data", data.string(), "--json", "--messages"});
  INFO(said.error);
  REQUIRE(said.status == 0);
  return json::parse(said.out);
}

/// The recorder writes a moment later.
json traced_with_messages(const std::filesystem::path& data) {
  for (int i = 0; i < 100; ++i) {
    auto said = traced(data);
    if (said.contains("messages") && said["messages"].size() >= 2) return said;
    std::this_thread::sleep_for(millis{50});
  }
  FAIL("no messages come");
  return {};
}

json step_named(const json& trace, const std::string& name) {
  for (const auto& s : trace["steps"])
    if (s["step"] == name) return s;
  FAIL("no step " << name << " in " << trace.dump());
  return {};
}

}  // namespace

TEST_CASE("a running engine's calls are in the trace, with their duration, and hold no secret") {
  const temporary_folder folder;
  const nats_server nats;
  const auto data = folder.path() / "data";
  const auto config = demo_on(free_port(), free_port(), folder);
  running_serve serve(folder, config, nats.url());
  REQUIRE(serve.becomes_ready());
  CHECK(run_sluice({"req", "order.create", order("A-1", 1200), "--nats", nats.url()}).status == 0);
  const auto said = traced_with_messages(data);
  const auto call = step_named(said, "call_pay");
  CHECK(call["channel"] == "wechat");
  CHECK(call["took_ms"].is_number());
  CHECK(call["sequence"] == 0);
  const auto number = call["number"].get<std::string>();
  CHECK(number == step_named(said, "attempt_started")["number"]);
  // Nothing is compressed yet: what is stored can be seen, and so could be what must not be.
  CHECK(lies_in(data / "calls", number));
  CHECK_FALSE(lies_in(data / "calls", payment_code));
  serve.process().send(SIGTERM);
  CHECK(serve.process().wait() == 0);
  const auto lines = run_sluice({"trace", "m1/A-1", "--data", data.string(), "--lines"});
  CHECK_THAT(lines.out, contains("||m1||A-1||0||call_pay||engine||wechat||" + number));
}

TEST_CASE("an engine whose records are lost or damaged starts, takes payments, and says so") {
  const temporary_folder folder;
  const nats_server nats;
  const auto data = folder.path() / "data";
  const auto config = demo_on(free_port(), free_port(), folder);
  {
    running_serve serve(folder, config, nats.url());
    REQUIRE(serve.becomes_ready());
    serve.process().send(SIGTERM);
    CHECK(serve.process().wait() == 0);
  }
  std::ofstream(data / "calls" / "CURRENT", std::ios::trunc) << "nonsense";
  CHECK(run_sluice({"audit", "verify", "--data", data.string()}).status == 0);
  running_serve serve(folder, config, nats.url());
  REQUIRE(serve.becomes_ready());
  CHECK(serve.says("call_records_remark"));
  CHECK(run_sluice({"req", "order.create", order("A-1", 1200), "--nats", nats.url()}).status == 0);
  CHECK(step_named(traced_with_messages(data), "call_pay")["channel"] == "wechat");
}

}  // namespace sluice::test::call_records_test

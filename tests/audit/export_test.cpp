#include "audit/export.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "base/hex.hpp"
#include "events/json.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::tests;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

}  // namespace

TEST_CASE("an export holds one event a line with the chain hash of its record") {
  scribe s;
  s.write(a, begun(a));
  std::ostringstream out;
  const auto result = export_jsonl(*s.log, out);
  CHECK(result.events == 2);
  CHECK(result.written);
  const auto lines = lines_of(out.str());
  REQUIRE(lines.size() == 2);
  const auto chain = s.log->current_head().chain;
  CHECK(lines[1] ==
        R"({"sequence":2,"time":"2026-01-02T03:04:06.000Z","stream":"order/m1/A",)"
        R"("stream_sequence":2,"type":"attempt_started","merchant":"m1","order_no":"A",)"
        R"("command_id":"cmd-1","traceparent":"","event":{"attempt":1,"channel":"wechat",)"
        R"("key":"key-A"},"schema_version":1,"partition":0,"epoch":1,)"
        R"("log":null,"incarnation":1,"previous_in_stream":1,)"
        R"("chain":")" +
            hex(chain.data(), chain.size()) + "\"}");
}

TEST_CASE("an event that cannot be read is exported with its bytes and the reason") {
  scribe s;
  s.write_raw("order/m1/A", {.type = 999, .payload = "\x01\xff"});
  std::ostringstream out;
  CHECK(export_jsonl(*s.log, out).undecodable == 1);
  const auto line = nlohmann::json::parse(out.str());
  CHECK(line["problem"] == "unknown event type 999");
  CHECK(line["payload"] == "01ff");
  CHECK(line["type_number"] == 999);
}

TEST_CASE("what is sealed is shown where its key is, and is said not to open only there") {
  const data_key key{data_key_id{"d-1"}, a.merchant, {}, secret(std::string(32, 'k'))};
  const auto accepted = begun(a).front();
  const auto sealed_for = [&](const std::string& stream) {
    return encode(accepted, {}, instant{}, {key, {}, stream, 1});
  };
  record_keys keys;
  REQUIRE(keys.add(key));
  scribe s;
  s.write_raw("order/m1/A", sealed_for("order/m1/A"));
  s.write_raw("order/m1/B", sealed_for("order/m1/A"));  // moved
  std::ostringstream with, without;
  CHECK(export_jsonl(*s.log, without).undecodable == 0);
  CHECK(export_jsonl(*s.log, with, keys).undecodable == 1);
  CHECK(without.str().find("coffee") == std::string::npos);
  CHECK(nlohmann::json::parse(lines_of(without.str())[0])["event"]["description"] == "(sealed)");
  CHECK(nlohmann::json::parse(lines_of(with.str())[0])["event"]["description"] == "coffee");
  CHECK(nlohmann::json::parse(lines_of(with.str())[1])["problem"] ==
        "order_accepted: its sealed part is damaged, or was sealed for another place");
}

TEST_CASE("an export of a damaged log stops at the damage and says so") {
  scribe s;
  s.write(a, begun(a)).write(a, succeeded());
  s.log->flip(3, 70, 0x01);
  std::ostringstream out;
  const auto result = export_jsonl(*s.log, out);
  REQUIRE(result.damage.has_value());
  CHECK(result.damage->at == 3);
  CHECK(lines_of(out.str()).size() == 2);
}

TEST_CASE("an export whose output is full says so") {
  scribe s;
  s.write(a, begun(a));
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  const auto result = export_jsonl(*s.log, out);
  CHECK_FALSE(result.written);
  CHECK(result.events <= 1);
}

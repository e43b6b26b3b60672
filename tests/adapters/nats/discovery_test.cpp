#include "adapters/nats/discovery.hpp"

#include <nlohmann/json.hpp>
#include <regex>

#include "adapters/api/schema.hpp"
#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {
namespace {

using nlohmann::json;
using testing::stage;

bool is_name_of_service(const json& name) {
  static const std::regex allowed("^[a-zA-Z0-9_-]+$");
  return name.is_string() && std::regex_match(name.get<std::string>(), allowed);
}

void check_strings(const json& metadata) {
  REQUIRE(metadata.is_object());
  for (const auto& [name, value] : metadata.items()) {
    CAPTURE(name);
    CHECK(value.is_string());
  }
}

void check_identity(const json& answer, const std::string& kind) {
  CHECK(answer["type"] == "io.nats.micro.v1." + kind + "_response");
  CHECK(is_name_of_service(answer["name"]));
  CHECK(is_name_of_service(answer["id"]));
  CHECK(std::regex_match(
      answer["version"].get<std::string>(), std::regex("^[0-9]+\\.[0-9]+\\.[0-9]+$")));
  check_strings(answer["metadata"]);
}

}  // namespace

TEST_CASE("ping, info and stats are answered to all, by name and by id") {
  stage s;
  const auto id = json::parse(s.get("$SRV.PING", "").body)["id"].get<std::string>();
  for (const auto& [verb, kind] :
       {std::pair("PING", "ping"), std::pair("INFO", "info"), std::pair("STATS", "stats")})
    for (const auto& whom : {std::string(), std::string(".sluice"), ".sluice." + id}) {
      const auto r = s.get("$SRV." + std::string(verb) + whom, "");
      CHECK(r.with.at("Content-Type") == "application/json");
      const auto answer = json::parse(r.body);
      check_identity(answer, kind);
      CHECK(answer["id"] == id);
    }
}

TEST_CASE("info names every endpoint, its subject, its messages and an example") {
  stage s;
  const auto info = json::parse(s.get("$SRV.INFO.sluice", "").body);
  CHECK(info["description"].is_string());
  REQUIRE(info["endpoints"].size() == api::endpoints().size());
  for (const auto& e : info["endpoints"]) {
    CHECK(is_name_of_service(e["name"]));
    CHECK(e["subject"].get<std::string>().starts_with("pay."));
    CHECK(e["queue_group"] == "q");
    check_strings(e["metadata"]);
  }
  const auto& first = info["endpoints"][0];
  CHECK(first["name"] == "order-create");
  CHECK(first["metadata"]["request"] == "sluice.api.v1.CreateOrder");
  CHECK(first["metadata"]["reply"] == "sluice.api.v1.Order");
  CHECK(first["metadata"]["format"] == "json,protobuf");
  CHECK(first["metadata"]["version"] == "1");
  const auto& second = info["endpoints"][1];
  CHECK(second["subject"] == "pay.v2.order.create");
  CHECK(second["metadata"]["version"] == "2");
}

TEST_CASE("stats show how far the followers of the log are behind") {
  service_options options;
  options.followers = [] {
    return std::vector<follower_standing>{
        {.name = "publisher", .cursor = 40, .lag = 2, .is_kept_waiting = true}};
  };
  stage s(std::move(options));
  const auto metadata = json::parse(s.get("$SRV.STATS.sluice", "").body)["metadata"];
  check_strings(metadata);
  CHECK(metadata["publisher_cursor"] == "40");
  CHECK(metadata["publisher_lag"] == "2");
  CHECK(metadata["publisher_is_kept_waiting"] == "yes");
}

TEST_CASE("stats count requests, errors and time in the shape that the nats tool checks") {
  service_options options;
  options.started = instant{millis{1'767'323'045'678}};
  stage s(options);
  static_cast<void>(s.get("pay.order.create", ""));
  static_cast<void>(
      s.get("pay.order.create", std::string(api::info_of(api::endpoint::create_order).example)));
  const auto stats = json::parse(s.get("$SRV.STATS.sluice", "").body);
  CHECK(stats["started"] == "2026-01-02T03:04:05.678Z");
  for (const auto& e : stats["endpoints"]) {
    CHECK(is_name_of_service(e["name"]));
    CHECK(e["last_error"].is_string());
    for (const auto* field :
         {"num_requests", "num_errors", "processing_time", "average_processing_time"})
      CHECK(e[field].is_number_unsigned());
  }
  const auto& first = stats["endpoints"][0];
  CHECK(first["num_requests"] == 2);
  CHECK(first["num_errors"] == 1);
  CHECK(first["last_error"] == "body_empty");
  CHECK(first["processing_time"].get<std::int64_t>() > 0);
  CHECK(first["average_processing_time"].get<std::int64_t>() ==
        first["processing_time"].get<std::int64_t>() / 2);
}

TEST_CASE("the last error names code and field, never what the caller sent") {
  endpoint_stats stats;
  const rejection refused{rejection_code::currency_unknown, "currency", "it is \"134567\""};
  stats.count(api::endpoint::get_order, std::chrono::nanoseconds(5), &refused);
  const auto counted = stats.of(api::endpoint::get_order);
  CHECK(counted.errors() == 1);
  CHECK(counted.last_error == "currency_unknown (currency)");
}

}  // namespace sluice::nats

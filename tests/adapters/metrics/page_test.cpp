#include <set>

#include "tests/adapters/metrics/some_readings.hpp"
#include "tests/catch.hpp"

namespace sluice::test::page_test {
using namespace std::chrono_literals;
using metrics::kind;
using metrics::metric;

namespace {

read_page page_now(const some_readings& engine) { return read(page_of(engine.now()).text()); }

std::string type_name(kind k) {
  return k == kind::counter ? "counter" : k == kind::gauge ? "gauge" : "histogram";
}

std::set<std::string> labels_in(const std::string& sample) {
  std::set<std::string> out;
  for (auto at = sample.find('{'); at != std::string::npos && at + 1 < sample.size();
       at = sample.find(',', at + 1)) {
    const auto equals = sample.find('=', at);
    out.insert(sample.substr(at + 1, equals - at - 1));
  }
  return out;
}

}  // namespace

TEST_CASE("every line of the page is one of Prometheus's") {
  const auto page = page_now({});
  for (const auto& line : page.faults) FAIL_CHECK(line);
  CHECK(page.values.size() > 1000);
}

TEST_CASE("the page has every metric of the table as the table says, and no other") {
  const auto page = page_now({});
  std::set<std::string> told;
  for (const auto& [sample, value] : page.values) told.insert(family_of(sample, page));
  for (const auto& row : metrics::table) {
    const std::string name(row.name);
    CAPTURE(name);
    CHECK(told.erase(name) == 1);
    CHECK(page.types.at(name) == type_name(row.of));
    CHECK(page.helps.at(name) == row.help);
  }
  CHECK(told == std::set<std::string>{});
}

TEST_CASE("labels are the table's, none names an order, and a merchant only its endpoints") {
  const std::set<std::string> allowed{
      "command", "result",  "type",   "channel",  "operation", "outcome",  "state",
      "check",   "version", "commit", "rocksdb",  "currency",  "follower", "receiver",
      "kind",    "actors",  "end",    "merchant", "endpoint",  "thread",   "record"};
  const auto page = page_now({});
  for (const auto& [sample, value] : page.values)
    for (const auto& label : labels_in(sample)) {
      CAPTURE(sample);
      CHECK((label == "le" || allowed.contains(label)));
      CHECK((label != "merchant" || sample.starts_with("pay_webhook_")));
    }
}

TEST_CASE("what can be counted is there before it has happened, at 0") {
  const auto page = page_of(some_readings{}.now());
  const auto all_are_zero = [&](metric m) {
    for (const auto& s : page.of(m)) CHECK(std::get<std::uint64_t>(s.now) == 0);
    return page.of(m).size();
  };
  CHECK(all_are_zero(metric::commands) == 3 * api::endpoints().size());
  CHECK(all_are_zero(metric::channel_requests) ==
        2 * enumerators<operation>.size() * enumerators<call_outcome>.size());
  CHECK(all_are_zero(metric::events) == all_event_types().size());
  CHECK(all_are_zero(metric::orders) == enumerators<order_stage>.size());
  CHECK(all_are_zero(metric::alarm_notices) == enumerators<notice_outcome>.size());
  CHECK(all_are_zero(metric::alarms_firing) == alarm::kind_rows.size());
  CHECK(all_are_zero(metric::alarm_facts_lost) == 1);
  CHECK(all_are_zero(metric::records_dropped) == 2);
  CHECK(all_are_zero(metric::captured) == currencies.size());
  CHECK(all_are_zero(metric::link_calls) == figures::call_results);
  CHECK(all_are_zero(metric::link_paid) == 1);
  CHECK(all_are_zero(metric::link_paid_minor) == 1);  // of the currency that the channel takes
  CHECK(all_are_zero(metric::refunds_requested) == 1);
  CHECK(all_are_zero(metric::refunds_ended) == figures::refund_ends);
  CHECK(page.of(metric::command_duration).size() == api::endpoints().size());
  for (const auto& s : page.of(metric::command_duration))
    CHECK(std::get<duration_reading>(s.now).count() == 0);
}

TEST_CASE("requests and calls are told by what they were and what came of them") {
  some_readings engine;
  const rejection busy{rejection_code::busy, "", "later"};
  const rejection wrong{rejection_code::amount_must_be_positive, "amount_minor", "no"};
  engine.commands->count(api::endpoint::create_order, 700us, nullptr);
  engine.commands->count(api::endpoint::create_order, 30ms, nullptr);
  engine.commands->count(api::endpoint::create_order, 20s, &busy);
  engine.commands->count(api::endpoint::get_order, 1ms, &wrong);
  engine.wechat->count(operation::pay, call_outcome::done, 40ms);
  const auto page = page_now(engine);
  const auto& v = page.values;
  CHECK(v.at(R"(pay_commands_total{command="order.create",result="ok"})") == "2");
  CHECK(v.at(R"(pay_commands_total{command="order.create",result="try_again"})") == "1");
  CHECK(v.at(R"(pay_commands_total{command="order.get",result="refused"})") == "1");
  const auto below = [&](const char* bound) {
    return v.at("pay_command_duration_seconds_bucket{command=\"order.create\",le=\"" +
                std::string(bound) + "\"}");
  };
  CHECK(below("0.001") == "1");
  CHECK(below("0.025") == "1");
  CHECK(below("0.05") == "2");
  CHECK(below("10") == "2");
  CHECK(below("+Inf") == "3");
  CHECK(v.at(R"(pay_command_duration_seconds_count{command="order.create"})") == "3");
  CHECK(v.at(R"(pay_command_duration_seconds_sum{command="order.create"})") == "20.0307");
  CHECK(v.at(R"(pay_channel_requests_total{channel="wechat",operation="pay",outcome="done"})") ==
        "1");
  CHECK(v.at(R"(pay_channel_breaker_state{channel="wechat"})") == "0");
  CHECK(v.at(R"(pay_channel_breaker_state{channel="alipay"})") == "1");
}

TEST_CASE("the rest is told as it is") {
  const auto page = page_now({});
  const auto& v = page.values;
  CHECK(v.at("pay_event_log_last_sequence") == "10");
  CHECK(v.at("pay_event_log_bytes") == "4096");
  CHECK(v.at(R"(pay_follower_lag_records{follower="publisher"})") == "3");
  CHECK(v.at(R"(pay_ready{check="nats"})") == "1");
  CHECK(v.at(R"(pay_ready{check="disk"})") == "0");
  CHECK(v.at(R"(pay_build_info{version="0.1.0",commit="abc",rocksdb="7.8.3"})") == "1");
  CHECK(std::stod(v.at("process_resident_memory_bytes")) > 1e6);
  CHECK(std::stod(v.at("process_threads")) >= 1);
  CHECK(std::stod(v.at("process_open_fds")) >= 3);
  CHECK(std::stod(v.at("process_max_fds")) >= std::stod(v.at("process_open_fds")));
  CHECK(std::stod(v.at("process_cpu_seconds_total")) >= 0);
  CHECK(std::stod(v.at("process_start_time_seconds")) > 1.6e9);
}

TEST_CASE("links are told by what came of calls, what was paid, and when refunds came through") {
  some_readings engine;
  engine.link.calls.results = {7, 1, 2, 3, 4};
  engine.link.calls.took.buckets[0] = 17;
  engine.link.paid.count({1250, currency::cny});
  engine.link.paid.count({5, currency::usd});
  engine.refunds = {.requested = 9, .ended = {4, 2, 1, 0, 1}};
  const auto page = page_now(engine);
  const auto& v = page.values;
  const auto of_link = [](const char* metric, const char* more) {
    return std::string(metric) + "{channel=\"wechat\",type=\"payment_code\"" + more + "}";
  };
  CHECK(v.at(of_link("pay_link_calls_total", ",result=\"succeeded\"")) == "7");
  CHECK(v.at(of_link("pay_link_calls_total", ",result=\"failed\"")) == "2");
  CHECK(v.at(of_link("pay_link_calls_total", ",result=\"unknown\"")) == "4");
  CHECK(v.at(of_link("pay_link_call_duration_seconds_count", "")) == "17");
  CHECK(v.at(of_link("pay_link_paid_total", "")) == "2");
  CHECK(v.at(of_link("pay_link_paid_minor_total", ",currency=\"CNY\"")) == "1250");
  CHECK(v.at(of_link("pay_link_paid_minor_total", ",currency=\"USD\"")) == "5");
  CHECK_FALSE(v.contains(of_link("pay_link_paid_minor_total", ",currency=\"EUR\"")));
  CHECK(v.at(R"(pay_refunds_requested_total{channel="wechat"})") == "9");
  CHECK(v.at(R"(pay_refunds_ended_total{channel="wechat",end="same_day"})") == "4");
  CHECK(v.at(R"(pay_refunds_ended_total{channel="wechat",end="seven_days"})") == "1");
  CHECK(v.at(R"(pay_refunds_waiting{channel="wechat"})") == "1");
}

TEST_CASE("what an endpoint has still to hear is a lag of webhooks, and so is told") {
  auto now = some_readings{}.now();
  now.followers = {{.name = "webhooks", .cursor = 10, .lag = 0}};
  const auto page = read(page_of(now).text());
  const auto& v = page.values;
  CHECK(v.at(R"(pay_webhook_waiting{merchant="m1",endpoint="shop"})") == "2");
  CHECK(v.at(R"(pay_webhook_lag_records{merchant="m1",endpoint="shop"})") == "2");
  CHECK(v.at(R"(pay_webhook_lag_records{merchant="m1",endpoint="till"})") == "0");
  CHECK(v.at(R"(pay_webhook_disabled{merchant="m1",endpoint="till"})") == "1");
  CHECK(v.at(R"(pay_follower_lag_records{follower="webhooks"})") == "2");
}

TEST_CASE("what goes on inside is told in seconds and bytes") {
  const auto page = page_now({});
  const auto& v = page.values;
  CHECK(v.at("pay_engine_round_age_seconds") == "0.25");
  CHECK(v.at(R"(pay_actor_slowest_message_seconds{actors="orders"})") == "0.0125");
  CHECK(v.at(R"(pay_actor_slowest_message_seconds{actors="people"})") == "0");
  CHECK(v.at("pay_nats_connected") == "1");
  CHECK(v.at(R"(pay_allocator_bytes{kind="resident"})") == "4096");
  CHECK(v.at(R"(pay_thread_cpu_seconds_total{thread="caf.worker"})") == "2");
  CHECK(v.at("pay_store_write_stopped") == "0");
}

}  // namespace sluice::test::page_test

#include <csignal>
#include <filesystem>
#include <fstream>
#include <list>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "tests/adapters/http/raw_client.hpp"
#include "tests/app/contains.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"

namespace sluice::test::own_channels_test {
using nlohmann::json;

namespace {

std::string state_of_new_order(const std::string& number, const std::string& nats,
                               const std::string& prefix = "pay") {
  const auto asked =
      run_sluice({"req", "order.create", order(number, 1200), "--nats", nats, "--prefix", prefix});
  const auto reply = json::parse(asked.out, nullptr, false);
  return reply.is_object() ? reply.value("state", asked.out) : asked.out + asked.error;
}

std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> all;
  const std::filesystem::path tasks = "/proc/" + std::to_string(parent) + "/task";
  for (const auto& task : std::filesystem::directory_iterator(tasks)) {
    std::ifstream in(task.path() / "children");
    for (pid_t one = 0; in >> one;) all.push_back(one);
  }
  return all;
}

std::uint16_t port_in(const std::string& address) {
  return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
}

template <class Condition>
bool comes_true(const Condition& condition) {
  constexpr int tries = 2000;
  for (int i = 0; i < tries; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(millis{10});
  }
  return false;
}

}  // namespace

TEST_CASE("two looks can be had on one machine, each with channels of its own") {
  const nats_server nats;
  const temporary_folder here;
  const temporary_folder there;
  running_serve one(here, {"--nats", nats.url(), "--prefix", "one"});
  REQUIRE(one.becomes_ready());
  running_serve two(there, {"--nats", nats.url(), "--prefix", "two"});
  REQUIRE(two.becomes_ready());
  for (const auto* what : {"simulated_channels", "notifications"})
    CHECK(one.ready_field(what) != two.ready_field(what));
  CHECK(state_of_new_order("A-1", nats.url(), "one") == "paid");
  CHECK(state_of_new_order("A-1", nats.url(), "two") == "paid");
  for (const auto* folder : {&here, &there})
    CHECK_THAT(folder->read("data.books"), contains("\"kind\":\"paid\""));
}

TEST_CASE("killed and started again at once, again and again, the service is there") {
  const nats_server nats;
  const temporary_folder folder;
  constexpr int kills = 8;
  for (int n = 0; n < kills; ++n) {
    running_serve serve(folder, {"--nats", nats.url()});
    INFO(n << ": " << serve.log());
    REQUIRE(serve.becomes_ready());
    CHECK(serve.log().find("simulated_channels_") == std::string::npos);
    CHECK(state_of_new_order("K-" + std::to_string(n), nats.url()) == "paid");
    serve.process().send(SIGKILL);
  }
}

TEST_CASE("simulated channels that are killed are missed at once and come back") {
  const nats_server nats;
  const temporary_folder folder;
  running_serve serve(folder, {"--nats", nats.url()});
  REQUIRE(serve.becomes_ready());
  const auto port = port_in(serve.ready_field("simulated_channels"));
  const auto children = children_of(serve.process().id());
  REQUIRE(children.size() == 1);
  ::kill(children[0], SIGKILL);
  REQUIRE(comes_true([&] {
    return serve.log().find("\"event\":\"simulated_channels_ended\"") != std::string::npos;
  }));
  REQUIRE(comes_true([&] { return accepts_connections(port); }));
  CHECK(children_of(serve.process().id()) != children);
  CHECK(state_of_new_order("A-1", nats.url()) == "paid");
}

TEST_CASE("channels of a configuration that cannot run end the start, and soon") {
  const temporary_folder folder;
  const auto config = demo_on(free_port(), free_port(), folder);
  std::filesystem::create_directory(folder.path() / "data.books");  // a folder is no file of books
  const auto served = run_sluice({"serve", "--config", config});
  CHECK(served.status == 1);
  CHECK_THAT(served.error, contains("sluice: the simulated channels cannot run on 127.0.0.1:"));
}

TEST_CASE("idle connections at the notification port keep no order from its channel") {
  const nats_server nats;
  const temporary_folder folder;
  const auto notifications = free_port();
  const auto config = demo_on(free_port(), notifications, folder);
  running_serve serve(folder, config, nats.url(), "ulimit -n 256");
  REQUIRE(serve.becomes_ready());
  std::list<raw_client> idle;
  for (int n = 0; n < 300; ++n) idle.emplace_back(notifications);
  for (int n = 0; n < 3; ++n)
    CHECK(state_of_new_order("A-" + std::to_string(n), nats.url()) == "paid");
  raw_client channel(notifications);
  channel.post("/notify/alipay", "");
  const auto heard = channel.receive();
  REQUIRE(heard);
  CHECK(heard->status == 400);  // no notification, but it was looked at
  CHECK_THAT(serve.log(), contains("\"event\":\"notification_port_crowded\""));
}

}  // namespace sluice::test::own_channels_test

// What strangers at the port can do to the server, with real sockets.

#include <fcntl.h>
#include <sys/resource.h>

#include <chrono>
#include <ctime>
#include <list>
#include <mutex>
#include <thread>

#include "adapters/http/http_server.hpp"
#include "tests/adapters/http/raw_client.hpp"
#include "tests/catch.hpp"

namespace sluice {
namespace {

constexpr millis soon{100};

void greet(const http_request&, const http_server::respond& respond) {
  respond(http_response{.body = "hello"});
}

struct ear {
  std::mutex guard{};
  std::vector<http_crowding> heard{};

  http_server::on_crowding listens() {
    return [this](const http_crowding& told) {
      const std::lock_guard lock{guard};
      heard.push_back(told);
    };
  }
  std::vector<http_crowding> so_far() {
    const std::lock_guard lock{guard};
    return heard;
  }
};

bool is_served(raw_client& client) {
  client.post("/", "");
  const auto answer = client.receive();
  return answer && answer->body == "hello";
}

bool is_served(std::uint16_t port, const char* from = "127.0.0.1") {
  raw_client client{port, from};
  return is_served(client);
}

/// The process may open no further file while this lives, but for those that it gives back.
class no_descriptors_left {
 public:
  no_descriptors_left() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    int one = 0;
    while ((one = ::open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0 && one < highest)
      taken_.push_back(one);
    if (one >= 0) ::close(one);
    const rlimit now{
        .rlim_cur = static_cast<rlim_t>(one < 0 ? highest : one), .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &now);
  }
  ~no_descriptors_left() {
    while (!taken_.empty()) give_back();
    ::setrlimit(RLIMIT_NOFILE, &before_);
  }
  no_descriptors_left(const no_descriptors_left&) = delete;
  no_descriptors_left& operator=(const no_descriptors_left&) = delete;

  void give_back() {
    ::close(taken_.back());
    taken_.pop_back();
  }

 private:
  static constexpr int highest = 120;
  rlimit before_{};
  std::list<int> taken_{};
};

millis processor_time() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return std::chrono::duration_cast<millis>(
      std::chrono::seconds{used.tv_sec} + std::chrono::nanoseconds{used.tv_nsec});
}

}  // namespace

TEST_CASE("three hundred idle connections do not keep the next one out") {
  ear hears;
  const http_server server{anywhere, greet, {.connections = 32}, hears.listens()};
  std::list<raw_client> idle;
  for (int n = 0; n < 300; ++n) idle.emplace_back(server.port());
  CHECK(is_served(server.port()));
  CHECK(idle.front().is_cut());
  const auto told = hears.so_far();
  REQUIRE(told.size() == 1);  // the others come with the next telling
  CHECK(told[0].limit == "connections");
  CHECK(told[0].closed == 1);
  CHECK(told[0].refused == 0);
}

TEST_CASE("connections that talk are not the ones that make way") {
  const http_server server{anywhere, greet, {.connections = 8}};
  raw_client talks{server.port()};
  std::list<raw_client> idle;
  for (int n = 0; n < 40; ++n) {
    idle.emplace_back(server.port());
    CHECK(is_served(talks));
  }
}

TEST_CASE("one address cannot take what is there for all") {
  ear hears;
  const http_server server{
      anywhere, greet, {.connections = 64, .connections_per_peer = 4}, hears.listens()};
  raw_client neighbour{server.port(), "127.0.0.2"};
  std::list<raw_client> idle;
  for (int n = 0; n < 100; ++n) idle.emplace_back(server.port());
  CHECK(is_served(server.port()));
  CHECK(is_served(neighbour));
  REQUIRE_FALSE(hears.so_far().empty());
  CHECK(hears.so_far()[0].limit == "connections of one address");
}

TEST_CASE("whoever finds only busy connections is turned away, and heard of") {
  ear hears;
  std::vector<http_server::respond> waiting;
  const http_server server{
      anywhere,
      [&](const http_request&, http_server::respond respond) {
        waiting.push_back(std::move(respond));
      },
      {.connections = 2},
      hears.listens()};
  raw_client first{server.port()};
  raw_client second{server.port()};
  first.post("/", "");
  second.post("/", "");
  std::this_thread::sleep_for(soon);  // both are with the handler now
  CHECK(raw_client{server.port()}.is_cut());
  REQUIRE(hears.so_far().size() == 1);
  CHECK(hears.so_far()[0].refused == 1);
  for (auto& respond : waiting) respond(http_response{.body = "hello"});
  CHECK(first.receive().has_value());
  CHECK(second.receive().has_value());
}

TEST_CASE("a connection that says nothing, or stops in the middle, is cut in time") {
  const http_server server{
      anywhere, greet, {.idle = soon, .head = soon, .body = soon, .answer = soon}};
  raw_client silent{server.port()};
  raw_client half_head{server.port()};
  raw_client half_body{server.port()};
  raw_client half_chunk{server.port()};
  half_head.send("POST / HTTP/1.1\r\nHost: he");
  half_body.send("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\nabc");
  half_chunk.send("POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
  for (auto* one : {&silent, &half_head, &half_body, &half_chunk}) CHECK(one->is_cut());
  raw_client fell_silent{server.port()};
  CHECK(is_served(fell_silent));
  CHECK(fell_silent.is_cut());
}

TEST_CASE("dribbling does not buy time") {
  const http_server server{anywhere, greet, {.head = soon}};
  raw_client slow{server.port()};
  const auto begun = std::chrono::steady_clock::now();
  slow.send("GET / HTTP/1.1\r\n");
  for (int n = 0; n < 30; ++n) {
    slow.send("X: y\r\n");
    std::this_thread::sleep_for(soon / 10);
  }
  slow.send("\r\n");
  CHECK(slow.is_cut());
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{5});
}

TEST_CASE("without a descriptor left an idle connection makes way for the next") {
  const http_server server{anywhere, greet, {.descriptor_reserve = 0}};
  raw_client idle{server.port()};
  CHECK(is_served(idle));
  no_descriptors_left none;
  none.give_back();  // for the client; the server finds none
  CHECK(is_served(server.port()));
  CHECK(idle.is_cut());
}

TEST_CASE("without a descriptor left, and nobody to make way, the server waits and does not spin") {
  const http_server server{anywhere, greet, {.descriptor_reserve = 0}};
  no_descriptors_left none;
  none.give_back();
  raw_client client{server.port()};
  REQUIRE(client.connected());
  client.post("/", "");
  const auto before = processor_time();
  std::this_thread::sleep_for(5 * soon);
  CHECK(processor_time() - before < 2 * soon);
  none.give_back();
  CHECK(client.receive().has_value());
}

}  // namespace sluice

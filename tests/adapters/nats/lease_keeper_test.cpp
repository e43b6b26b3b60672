// The lease on a real JetStream server.

#include "adapters/nats/lease_keeper.hpp"

#include <stdlib.h>

#include <filesystem>

#include "adapters/nats/claim_text.hpp"
#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {
namespace {

using testing::connected;
using testing::noted;
using testing::soon;

constexpr ownership::lease_times quick{
    .renew = millis{50}, .accepts = millis{300}, .taken_after = millis{600}, .look = millis{20}};

class jetstream {
 public:
  jetstream() : server({"-js", "-sd", folder_}) {}
  ~jetstream() {
    server.stop();
    std::filesystem::remove_all(folder_);
  }
  jetstream(const jetstream&) = delete;
  jetstream& operator=(const jetstream&) = delete;

  static std::string new_folder() {
    std::string name = "/tmp/sluice-js-XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    return name;
  }

 private:
  std::string folder_ = new_folder();

 public:
  testing::nats_server server;
};

struct keeper {
  explicit keeper(const testing::nats_server& at, std::string process, std::string home = {},
                  bool waits = false) {
    lease_options options{.stream = "OWNER", .waits = waits, .times = quick};
    options.self = {.process = std::move(process),
                    .stands = ownership::standing::holding,
                    .log = "ab",
                    .where = "process 1 on elsewhere",
                    .home = std::move(home)};
    options.on_lost = [this](const auto&) { lost = true; };
    auto started = lease_keeper::start(connected(at, notes), options, notes);
    if (const auto* no = std::get_if<std::string>(&started))
      why = *no;
    else
      lease = std::get<std::unique_ptr<lease_keeper>>(std::move(started));
  }
  [[nodiscard]] bool holds() {
    return soon([&] {
      return std::holds_alternative<lease_keeper::held>(lease->decided(millis{10}));
    });
  }

  std::shared_ptr<noted> notes = std::make_shared<noted>();
  std::atomic<bool> lost{false};
  std::string why;
  std::unique_ptr<lease_keeper> lease;
};

}  // namespace

TEST_CASE("a server without JetStream keeps no lease, and that is said") {
  const testing::nats_server server;
  const keeper none(server, "a");
  CHECK(none.why.find("the lease cannot be kept on stream OWNER: ") == 0);
}

TEST_CASE("a stream of more than the lease is refused") {
  jetstream js;
  const auto notes = std::make_shared<noted>();
  client makes(connected(js.server, notes));
  REQUIRE(std::holds_alternative<response>(makes.ask(
      "$JS.API.STREAM.CREATE.OWNER",
      R"({"name":"OWNER","subjects":["pay-engines.lease.0","x"],"storage":"memory",)"
      R"("retention":"limits","discard":"old","num_replicas":1})",
      {}, millis{5000})));
  const keeper none(js.server, "a");
  CHECK(none.why.find("of the subject pay-engines.lease.0 alone") != std::string::npos);
}

TEST_CASE("the first one has the lease and renews it; a second one is refused") {
  jetstream js;
  keeper first(js.server, "a", "one");
  REQUIRE(first.holds());
  std::this_thread::sleep_for(2 * quick.accepts);
  CHECK(first.lease->may_accept());
  keeper second(js.server, "b", "other");
  std::string why;
  REQUIRE(soon([&] {
    const auto found = second.lease->decided(millis{10});
    if (const auto* no = std::get_if<lease_keeper::refused>(&found)) why = no->why;
    return !why.empty();
  }));
  CHECK(why.find("is kept by another engine: process 1 on elsewhere, log ab") != std::string::npos);
  CHECK_FALSE(second.lease->may_accept());
  CHECK_FALSE(first.lost);
}

TEST_CASE("who waits has it as soon as the other one lets go") {
  jetstream js;
  keeper first(js.server, "a", "one");
  REQUIRE(first.holds());
  keeper heir(js.server, "b", "other", true);
  CHECK(std::holds_alternative<lease_keeper::undecided>(heir.lease->decided(millis{300})));
  first.lease->leave();
  CHECK_FALSE(first.lease->may_accept());
  CHECK(heir.holds());
}

TEST_CASE("a holder that finds another one's writing stops accepting") {
  jetstream js;
  keeper first(js.server, "a", "one");
  REQUIRE(first.holds());
  keeper thief(js.server, "b", "one");  // of the same home: as if the first one were dead
  REQUIRE(thief.holds());
  REQUIRE(soon([&] { return first.lost.load(); }));
  CHECK_FALSE(first.lease->may_accept());
  CHECK(thief.lease->may_accept());
}

TEST_CASE("a holder that cannot renew stops accepting before others may take the lease") {
  jetstream js;
  keeper only(js.server, "a", "one");
  REQUIRE(only.holds());
  js.server.stop();
  REQUIRE(soon([&] { return !only.lease->may_accept(); }));
  REQUIRE(soon([&] { return only.notes->has("lease_lapsed"); }));
  js.server.start();
  CHECK(soon([&] { return only.lease->may_accept(); }));
  CHECK_FALSE(only.lost);
}

}  // namespace sluice::nats

// Engines that tell each other on a real server who takes the requests.

#include "adapters/nats/owner_watch.hpp"

#include <stdlib.h>
#include <unistd.h>

#include "adapters/nats/claim_text.hpp"
#include "tests/adapters/nats/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::nats {
namespace {

using testing::connected;
using testing::noted;
using testing::says;
using testing::soon;

/// One engine's watch; it may accept as soon as it owns.
struct watcher {
  explicit watcher(const testing::nats_server& server, bool waits = false,
                   std::string prefix = "pay") {
    connection_options at;
    at.url = server.url();
    auto started = owner_watch::start(
        at,
        {.prefix = std::move(prefix),
         .waits = waits,
         .wall =
             [] { return std::chrono::time_point_cast<millis>(std::chrono::system_clock::now()); },
         .on_lost = [this] { lost = true; }},
        notes);
    if (const auto* why = std::get_if<std::string>(&started)) throw std::runtime_error(*why);
    watch = std::get<std::unique_ptr<owner_watch>>(std::move(started));
    watch->open();
    watch->be_prepared();
  }
  owner_watch* operator->() { return watch.get(); }

  [[nodiscard]] bool owns() {
    return soon([&] {
      return std::holds_alternative<owner_watch::owns>(watch->decided(millis{10}));
    });
  }
  /// Why it is refused; empty when it owns or is undecided for long.
  [[nodiscard]] std::string refusal() {
    std::string why;
    static_cast<void>(soon([&] {
      const auto found = watch->decided(millis{10});
      if (const auto* no = std::get_if<owner_watch::refused>(&found)) why = no->why;
      return !std::holds_alternative<owner_watch::undecided>(found);
    }));
    return why;
  }
  [[nodiscard]] bool is_undecided() {
    return std::holds_alternative<owner_watch::undecided>(watch->decided(millis{600}));
  }

  std::shared_ptr<noted> notes = std::make_shared<noted>();
  std::atomic<bool> lost{false};
  std::unique_ptr<owner_watch> watch;
};

ownership::claim of_stranger(ownership::standing stands, instant since = instant{millis{1}}) {
  return {.process = "stranger",
          .number = 1,
          .stands = stands,
          .since = since,
          .log = "ab",
          .where = "process 1 on elsewhere"};
}

/// For nats-server; gone at the end.
class configuration_file {
 public:
  explicit configuration_file(const std::string& text) {
    const int file = ::mkstemp(path_.data());
    REQUIRE(::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    ::close(file);
  }
  ~configuration_file() { ::unlink(path_.c_str()); }
  configuration_file(const configuration_file&) = delete;
  configuration_file& operator=(const configuration_file&) = delete;
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_ = "/tmp/sluice-nats-XXXXXX";
};

}  // namespace

TEST_CASE("a claim is read back as it was written, and a stranger's text is none") {
  const auto c = of_stranger(ownership::standing::draining, instant{millis{7}});
  CHECK(claim_from_text(to_text(c)) == c);
  const auto good = to_text(c);
  CHECK_FALSE(claim_from_text("").has_value());
  CHECK_FALSE(claim_from_text("{}").has_value());
  CHECK_FALSE(claim_from_text("[1]").has_value());
  CHECK_FALSE(claim_from_text(good.substr(1)).has_value());
  CHECK_FALSE(claim_from_text(good + std::string(3000, ' ')).has_value());
  auto older = good;
  older.erase(older.find(R"(,"group")"), std::string(R"(,"group":"q")").size());
  CHECK(claim_from_text(older) == c);  // of a version that knows one group only
  auto nameless = c, loud = c, spaced = c;
  spaced.group = "q 1";
  nameless.process.clear();
  loud.where = "\x1b[2J";
  for (const auto& bad : {nameless, loud, spaced})
    CHECK_FALSE(claim_from_text(to_text(bad)).has_value());
}

TEST_CASE("the only engine owns within half a second") {
  const testing::nats_server server;
  const auto begun = std::chrono::steady_clock::now();
  watcher one(server);
  REQUIRE(one.owns());
  CHECK(std::chrono::steady_clock::now() - begun > std::chrono::milliseconds{300});
  CHECK(one->whose_turn() == turn::ours);
}

TEST_CASE("a second engine is refused with a sentence that says who owns") {
  const testing::nats_server server;
  watcher first(server);
  first->know_log("0123abcd", 1);
  REQUIRE(first.owns());
  watcher second(server);
  const auto why = second.refusal();
  CHECK(says(why, "the requests under pay are taken by another engine"));
  CHECK(says(why, "process " + std::to_string(::getpid()) + " on "));
  CHECK(says(why, "log 0123abcd"));
  CHECK(says(why, ", since 20"));
  CHECK(second->whose_turn() == turn::unsure);
  CHECK(first->whose_turn() == turn::ours);
  watcher third(server);
  CHECK_FALSE(third.refusal().empty());
}

TEST_CASE("another prefix is no conflict") {
  const testing::nats_server server;
  watcher pay(server), other(server, false, "pay2"), longer(server, false, "acme.pay");
  CHECK(pay.owns());
  CHECK(other.owns());
  CHECK(longer.owns());
}

TEST_CASE("of three that start in the same moment one owns") {
  const testing::nats_server server;
  watcher a(server), b(server), c(server);
  int owners = 0;
  for (auto* each : {&a, &b, &c})
    owners += each->refusal().empty() && each->watch->whose_turn() == turn::ours ? 1 : 0;
  CHECK(owners == 1);
}

TEST_CASE("who waits takes over within a second after the owner has left") {
  const testing::nats_server server;
  watcher old(server);
  REQUIRE(old.owns());
  watcher heir(server, true);
  REQUIRE(heir.is_undecided());
  CHECK_FALSE(heir->is_called());
  std::thread leaves([&] { old->prepare_to_leave(millis{5000}); });
  REQUIRE(soon([&] { return heir->is_called(); }));
  CHECK(old->whose_turn() == turn::ours);
  heir->be_ready(true);
  leaves.join();
  const auto begun = std::chrono::steady_clock::now();
  old->leave();
  CHECK(old->whose_turn() == turn::unsure);
  CHECK(heir->whose_turn() == turn::ours);  // held until it owns
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{1});
}

TEST_CASE("each engine has a queue group of its own, and an heir that of who hands over to it") {
  const testing::nats_server server;
  watcher first(server), elsewhere(server, false, "pay2");
  REQUIRE(first.owns());
  REQUIRE(elsewhere.owns());
  CHECK(first->choose_group() != elsewhere->choose_group());
  CHECK_FALSE(first->shares_group_with_the_silent());

  watcher heir(server, true, "pay3");
  client stranger(connected(server, heir.notes));
  auto owner = of_stranger(ownership::standing::draining);
  owner.group = "q-stranger";
  REQUIRE(stranger.publish("pay3-engines.owner.0", to_text(owner), {}));
  REQUIRE(soon([&] { return heir->is_called(); }));
  CHECK(heir->choose_group() == "q-stranger");
  heir->be_ready(true);
  SECTION("who has left it is not in it any more") {
    owner.stands = ownership::standing::leaving;
    REQUIRE(stranger.publish("pay3-engines.owner.0", to_text(owner), {}));
    REQUIRE(heir.owns());
    CHECK_FALSE(heir->shares_group_with_the_silent());
  }
  SECTION("who fell silent may still be in it") {
    REQUIRE(heir.owns());
    CHECK(heir->shares_group_with_the_silent());
    CHECK(heir->choose_group() == "q-" + heir->face().process);
    CHECK_FALSE(heir->shares_group_with_the_silent());
  }
}

TEST_CASE("where servers may come together, and no lease judges, engines share one group") {
  const testing::nats_server server;
  const auto notes = std::make_shared<noted>();
  connection_options several;
  several.url = server.url() + ',' + server.url();
  const auto wall = [] { return instant{millis{1}}; };
  auto shared = owner_watch::start(several, {.prefix = "a", .wall = wall}, notes);
  CHECK(std::get<std::unique_ptr<owner_watch>>(shared)->choose_group() == "q");
  auto judged = owner_watch::start(several, {.prefix = "b", .judged = true, .wall = wall}, notes);
  CHECK(std::get<std::unique_ptr<owner_watch>>(judged)->choose_group().starts_with("q-"));
}

TEST_CASE("nobody waits for an heir that there is not") {
  const testing::nats_server server;
  watcher only(server);
  REQUIRE(only.owns());
  const auto begun = std::chrono::steady_clock::now();
  only->prepare_to_leave(millis{5000});
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{1});
}

TEST_CASE("an owner that hears an elder one stops accepting and says so") {
  const testing::nats_server server;
  watcher one(server);
  REQUIRE(one.owns());
  client stranger(connected(server, one.notes));
  REQUIRE(stranger.publish("pay-engines.owner.0", "nonsense", {}));
  REQUIRE(stranger.publish(
      "pay-engines.owner.0", to_text(of_stranger(ownership::standing::holding)), {}));
  REQUIRE(soon([&] { return one.lost.load(); }));
  CHECK(one->is_lost());
  CHECK(one->whose_turn() == turn::anothers);
  CHECK(one.notes->has("owner_lost"));
}

TEST_CASE("an owner that hears a younger one goes on and says so") {
  const testing::nats_server server;
  watcher one(server);
  REQUIRE(one.owns());
  client stranger(connected(server, one.notes));
  const instant later{std::chrono::years{100}};
  REQUIRE(stranger.publish(
      "pay-engines.owner.0", to_text(of_stranger(ownership::standing::holding, later)), {}));
  REQUIRE(soon([&] { return one.notes->has("owner_clash"); }));
  CHECK(one->whose_turn() == turn::ours);
}

TEST_CASE("an owner whose server was away accepts again, once it has listened") {
  testing::nats_server server;
  watcher one(server);
  REQUIRE(one.owns());
  server.stop();
  REQUIRE(soon([&] { return one.notes->has("owner_unsure"); }));
  CHECK(one->whose_turn() == turn::unsure);
  server.start();
  REQUIRE(soon([&] { return one->whose_turn() == turn::ours; }));
  CHECK(one.notes->has("owner_again"));
}

TEST_CASE("where the server does not carry claims an engine starts unguarded and says so") {
  const configuration_file conf(
      "authorization { users = [ {user: e, password: p, permissions: {subscribe: [\">\"], "
      "publish: {allow: [\"_INBOX.>\"]}}} ] }");
  const testing::nats_server server({"-c", conf.path()});
  const auto notes = std::make_shared<noted>();
  connection_options at;
  at.url = server.url();
  at.user = "e";
  at.password = secret("p");
  auto started = owner_watch::start(at, {.wall = [] { return instant{millis{1}}; }}, notes);
  auto& watch = *std::get<std::unique_ptr<owner_watch>>(started);
  watch.open();
  watch.be_prepared();
  REQUIRE(
      soon([&] { return std::holds_alternative<owner_watch::owns>(watch.decided(millis{10})); }));
  CHECK(watch.whose_turn() == turn::ours);
  CHECK(notes->has("owner_unguarded"));
  CHECK(watch.choose_group() == "q");
}

}  // namespace sluice::nats

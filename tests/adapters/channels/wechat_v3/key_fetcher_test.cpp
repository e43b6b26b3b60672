#include "adapters/channels/key_fetcher.hpp"

#include <atomic>
#include <condition_variable>
#include <future>
#include <map>
#include <mutex>
#include <thread>

#include "tests/adapters/channels/wechat_v3/certificate_list.hpp"
#include "tests/adapters/http/raw_server.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

class no_chance final : public random_port {
 public:
  std::uint64_t next() override { return 7; }
};

class set_clock final : public clock_port {
 public:
  instant now() override { return at; }
  instant machine_time() override { return made_at; }
  std::atomic<instant> at{made_at};
};

class listens final : public observer {
 public:
  void tell(const note& n) override {
    const std::lock_guard held(lock_);
    ++told_[std::string(n.event)];
    changed_.notify_all();
  }
  int count(const std::string& event) {
    const std::lock_guard held(lock_);
    return told_[event];
  }
  void wait_for(const std::string& event) {
    std::unique_lock held(lock_);
    changed_.wait(held, [&] { return told_[event] > 0; });
  }

 private:
  std::mutex lock_;
  std::condition_variable changed_;
  std::map<std::string, int> told_;
};

std::string on_the_wire(const http_response& said) {
  std::string out = "HTTP/1.1 " + std::to_string(said.status) +
                    " X\r\nContent-Length: " + std::to_string(said.body.size()) + "\r\n";
  for (const auto& one : said.headers) out += one.name + ": " + one.value + "\r\n";
  return out + "\r\n" + said.body;
}

bool is_fetch(const std::string& request) { return request.starts_with("GET /v3/certificates "); }

std::string list_of(long serial, const std::string& name) {
  const nlohmann::json list{{"data", {v3::entry(name, v3::certificate_text(serial))}}};
  return on_the_wire(v3::vouched_by(name, list.dump()));
}

std::string paid_by(const std::string& name) {
  return on_the_wire(v3::vouched_by(name, v3::trade("SUCCESS").dump()));
}

struct fixture {
  raw_server server;
  no_chance chance;
  set_clock clock;
  std::shared_ptr<listens> told = std::make_shared<listens>();
  http_client client;
  signing_pool pool{{.threads = 2}};
  signing_pool::share share = pool.open_share();
  dialect_in_use speaks{std::shared_ptr<const dialect>(v3::made(v3::without_their_keys()))};
  http_channel channel{{.base_url = server.url()},
                       speaks,
                       {.client = client, .chance = chance, .clock = clock},
                       share};
  key_fetcher fetches{
      {.id = channel_id("wx"),
       .line = {.base_url = server.url()},
       .client = &client,
       .speaks = speaks,
       .share = share},
      {.chance = chance, .clock = clock},
      told};

  explicit fixture(raw_server::script script) : server(std::move(script)) {}
  /// What was begun looks at all of the above.
  ~fixture() {
    client.stop();
    pool.stop();
  }

  std::string asked() {
    auto call = call_of(operation::query);
    call.at = made_at;
    std::promise<channel_answer> answer;
    channel.start(call, [&](channel_answer said) { answer.set_value(std::move(said)); });
    return code_in(answer.get_future().get());
  }
};

}  // namespace

TEST_CASE("an engine that knows no certificate believes answers after its first fetch") {
  fixture f([](const std::string& request, int) {
    return reaction{is_fetch(request) ? list_of(0x5DEA, "5DEA") : paid_by("5DEA")};
  });
  CHECK(f.asked() == "unknown_key");
  f.told->wait_for("channel_keys_exchanged");
  CHECK(f.asked() == "SUCCESS");
}

TEST_CASE("a key that was exchanged is fetched when an answer names it, and the old one is gone") {
  std::atomic<bool> is_exchanged = false;
  fixture f([&](const std::string& request, int) {
    if (!is_exchanged)
      return reaction{is_fetch(request) ? list_of(0x5DEA, "5DEA") : paid_by("5DEA")};
    return reaction{is_fetch(request) ? list_of(0x5DEB, "5DEB") : paid_by("5DEB")};
  });
  f.fetches.look();
  f.told->wait_for("channel_keys_exchanged");
  CHECK(f.asked() == "SUCCESS");
  is_exchanged = true;
  f.clock.at = made_at + std::chrono::minutes{2};
  CHECK(f.asked() == "unknown_key");
  while (f.told->count("channel_keys_exchanged") < 2) std::this_thread::yield();
  CHECK(f.asked() == "SUCCESS");
  const auto known = f.speaks.now()->certificates();
  REQUIRE(known.size() == 1);
  CHECK(known.front().serial == "5DEB");
}

TEST_CASE("fetches that fail are told once, and change nothing") {
  fixture f([](const std::string&, int number) {
    return reaction{
        number < 3 ? "HTTP/1.1 500 X\r\nContent-Length: 2\r\n\r\nno" : list_of(0x5DEA, "5DEA")};
  });
  const auto before = f.speaks.now();
  while (f.server.requests() < 3) {
    CHECK(f.speaks.now() == before);
    f.fetches.look();
    f.clock.at = f.clock.at.load() + std::chrono::minutes{1};
    std::this_thread::yield();
  }
  while (f.told->count("channel_keys_exchanged") == 0) {
    f.fetches.look();
    f.clock.at = f.clock.at.load() + std::chrono::minutes{1};
    std::this_thread::yield();
  }
  f.told->wait_for("channel_keys_fetched_again");
  CHECK(f.told->count("channel_keys_not_fetched") == 1);
}

TEST_CASE("at the spare address keys are fetched when nobody answers at the other") {
  raw_server gone([](const std::string&, int) { return reaction{"", reaction::then::cut}; });
  fixture f([](const std::string&, int) { return reaction{list_of(0x5DEA, "5DEA")}; });
  key_fetcher fetches(
      {.id = channel_id("wx"),
       .line = {.base_url = gone.url(), .spare_url = f.server.url()},
       .client = &f.client,
       .speaks = f.speaks,
       .share = f.share},
      {.chance = f.chance, .clock = f.clock}, f.told);
  fetches.look();
  f.told->wait_for("channel_keys_exchanged");
  CHECK(f.speaks.now()->certificates().size() == 1);
}

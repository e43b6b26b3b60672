/// A simulated channel exchanges its keys again and again, and whoever goes by certificates follows
/// it over real HTTP.
#include <array>
#include <atomic>
#include <filesystem>
#include <future>
#include <map>
#include <mutex>
#include <string>

#include "adapters/channels/dialects.hpp"
#include "adapters/channels/http_channel.hpp"
#include "adapters/channels/key_fetcher.hpp"
#include "adapters/system/machine_clock.hpp"
#include "app/simulated_channels/simulated_channels.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "tests/catch.hpp"

namespace sluice::exchanged_keys_test {
namespace {

class folder {
 public:
  folder() {
    std::string name = "/tmp/sluice-channels-XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~folder() { std::filesystem::remove_all(path_); }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  [[nodiscard]] std::filesystem::path books() const { return path_ / "books.jsonl"; }

 private:
  std::filesystem::path path_{};
};

class no_chance final : public random_port {
 public:
  std::uint64_t next() override { return ++drawn_; }

 private:
  std::atomic<std::uint64_t> drawn_ = 0;
};

/// The moments of the machine; but of the time between two fetches a minute passes at each look.
class hasty_clock final : public clock_port {
 public:
  instant now() override { return instant{std::chrono::minutes{++minutes_}}; }
  instant machine_time() override { return machine_clock().wall(); }

 private:
  std::atomic<int> minutes_ = 0;
};

class counts final : public observer {
 public:
  void tell(const note& n) override {
    if (n.event == "channel_keys_exchanged") ++exchanged;
    if (n.event == "channel_keys_not_fetched") ++failed;
  }
  std::atomic<int> exchanged = 0, failed = 0;
};

dialect_account account_of(const std::map<std::string, const char*>& keys) {
  dialect_account out{.app_id = "2014072300007148", .merchant_id = "1900000109"};
  for (const auto& [name, simulated] : keys)
    out.keys.add(name, secret(std::string(sim::simulated_key(simulated).value())));
  return out;
}

std::shared_ptr<const dialect> dialect_of(const char* name, const dialect_account& account) {
  auto made = find_dialect(name)->make(account);
  return std::get<std::unique_ptr<dialect>>(std::move(made));
}

struct follower {
  folder here;
  simulated_channels channels{{.books = here.books(), .exchange_keys = millis{150}}};
  std::string url = "http://127.0.0.1:" + std::to_string(channels.port());
  no_chance chance;
  hasty_clock clock;
  std::shared_ptr<counts> told = std::make_shared<counts>();
  http_client client;
  signing_pool pool{{.threads = 2}};
  signing_pool::share share = pool.open_share();
  dialect_in_use speaks;
  http_channel channel{
      {.base_url = url}, speaks, {.client = client, .chance = chance, .clock = clock}, share};
  key_fetcher fetches{
      {.id = channel_id("here"),
       .line = {.base_url = url},
       .client = &client,
       .speaks = speaks,
       .share = share},
      {.chance = chance, .clock = clock},
      told};

  explicit follower(std::shared_ptr<const dialect> first) : speaks(std::move(first)) {}
  ~follower() {
    client.stop();
    pool.stop();
  }

  order::attempt_report asked() {
    channel_call call;
    call.what = operation::query;
    call.attempt = attempt_no{1};
    call.key = channel_key("never-paid");
    call.amount = {1250, currency::cny};
    call.at = clock.machine_time();
    std::promise<channel_answer> answer;
    channel.start(call, [&](channel_answer said) { answer.set_value(std::move(said)); });
    return std::get<order::attempt_report>(answer.get_future().get());
  }

  /// Every answer is believed, or is of a key that is not known yet.
  void go_on_until_exchanged(int times) {
    int believed = 0;
    while (told->exchanged < times || believed < times) {
      fetches.look();
      const auto said = asked();
      if (said.found == order::finding::not_found) ++believed;
      if (said.found != order::finding::not_found) REQUIRE(said.code == "unknown_key");
    }
    CHECK(told->failed == 0);
  }
};

}  // namespace

TEST_CASE("an engine without a certificate follows WeChat V3 from key to key") {
  follower f(dialect_of(
      "wechat_v3", account_of({{"merchant_key", "wechat_v3_merchant_key"},
                               {"merchant_certificate", "wechat_v3_merchant_certificate"},
                               {"api_v3_key", "wechat_v3_api_key"}})));
  f.go_on_until_exchanged(4);
}

TEST_CASE("an engine in certificate mode follows Alipay from key to key") {
  follower f(dialect_of(
      "alipay", account_of({{"app_key", "alipay_app_key"},
                            {"app_certificate", "alipay_app_certificate"},
                            {"alipay_root_certificate", "alipay_root_certificates"},
                            {"alipay_certificate", "alipay_certificate"}})));
  // It keeps those that it knows: there are two more.
  f.go_on_until_exchanged(2);
}

}  // namespace sluice::exchanged_keys_test

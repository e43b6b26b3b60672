/// The program whose instructions are counted: orders from create to final through the engine's own
/// actors, rules, codec and log on disk, in one thread and in virtual time, so that every run does
/// the same. Callgrind counts between START and STOP; this program counts its allocations itself.
///
/// usage: cost_of_orders FOLDER    a folder that does not exist yet, for the log
/// prints "orders N" and "allocations N", both of the measured part.

#include <valgrind/callgrind.h>

#include <caf/all.hpp>
#include <caf/scheduler/test_coordinator.hpp>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "actors/engine/cast.hpp"
#include "actors/engine/messages.hpp"
#include "adapters/channels/instant_channel.hpp"
#include "store/rocksdb_event_log.hpp"
#include "tests/cost/counted_news.hpp"

namespace sluice::test {
namespace {

constexpr std::uint64_t warm_up_orders = 256;
constexpr std::uint64_t measured_orders = 512;
constexpr std::uint64_t at_a_time = 64;  ///< under way together, as under load

struct one_thread : caf::actor_system_config {
  one_thread() { set("scheduler.policy", caf::atom("testing")); }
};

class still_clock final : public clock_port {
 public:
  instant now() override { return instant{millis{1'800'000'000'000}}; }
  instant machine_time() override { return now(); }
};

class deaf_observer final : public observer {
 public:
  void tell(const note&) override {}
};

class counting_reply final : public reply_address {
 public:
  void reply(const answer& a) override {
    const auto* order = std::get_if<order_view>(&a);
    if (order != nullptr && order->state == "paid") ++paid;
  }
  std::uint64_t paid = 0;
};

engine_settings settings() {
  const channel_id instant_one{"instant"};
  engine_settings s;
  s.channels = {{.id = instant_one,
                 .reaches = wallet::wechat,
                 .business_types = {business_type::payment_code},
                 .currencies = {currency::cny},
                 .limits = {},
                 .timing = {{business_type::payment_code, attempt_timing{}}}}};
  s.merchants = {{.id = merchant_id{"m1"},
                  .business_types = {business_type::payment_code},
                  .channels = {instant_one}}};
  return s;
}

std::shared_ptr<store::event_log> log_in(const std::filesystem::path& folder) {
  auto opened = store::open_rocksdb_event_log({.folder = folder, .create = true});
  if (auto* no = std::get_if<store::open_error>(&opened)) throw std::runtime_error(no->message);
  return std::move(std::get<std::unique_ptr<store::event_log>>(opened));
}

class engine_in_one_thread {
 public:
  explicit engine_in_one_thread(const std::filesystem::path& folder)
      : everyone_(system_, settings(),
                  {.log = log_in(folder),
                   .clock = std::make_shared<still_clock>(),
                   .numbers = std::make_shared<channel_numbers>(hash_key{}, "cost"),
                   .tells = std::make_shared<deaf_observer>(),
                   .channels = {{channel_id{"instant"}, std::make_shared<instant_channel>()}},
                   .declared = {.open = {merchant_id{"m1"}}},
                   .on_fatal = [](const std::string& why) { throw std::runtime_error(why); }},
                  threading::none) {
    run();
  }
  ~engine_in_one_thread() {
    everyone_.tell_all_to_stop();
    run();
  }
  engine_in_one_thread(const engine_in_one_thread&) = delete;
  engine_in_one_thread& operator=(const engine_in_one_thread&) = delete;

  void take(std::uint64_t orders) {
    for (std::uint64_t i = 0; i < orders; ++i) {
      submit(next_++);
      if (next_ % at_a_time == 0) run();
    }
    run();
    if (answers_->paid != next_) throw std::runtime_error("an order was not paid");
  }

 private:
  void run() { dynamic_cast<caf::scheduler::test_coordinator&>(system_.scheduler()).run(); }

  void submit(std::uint64_t number) {
    const auto text = std::to_string(1'000'000 + number);
    fingerprint body{};
    std::memcpy(body.data(), &number, sizeof number);
    everyone_.ask({.ask = create_order{.order = {merchant_id{"m1"}, order_no{"A" + text}},
                                       .amount = {1250, currency::cny},
                                       .payment_code = secret{"134567890123456789"},
                                       .description = "coffee",
                                       .body = body},
                   .id = command_id{"c" + text},
                   .body = body,
                   .reply_to = answers_});
  }

  one_thread config_;
  caf::actor_system system_{config_};
  cast everyone_;
  std::shared_ptr<counting_reply> answers_ = std::make_shared<counting_reply>();
  std::uint64_t next_ = 0;
};

void count(const std::filesystem::path& folder) {
  engine_in_one_thread engine{folder};
  engine.take(warm_up_orders);
  const auto before = news_so_far();
  CALLGRIND_START_INSTRUMENTATION;
  engine.take(measured_orders);
  CALLGRIND_STOP_INSTRUMENTATION;
  const auto allocations = news_so_far() - before;
  std::cout << "orders " << measured_orders << "\nallocations " << allocations << '\n';
}

}  // namespace
}  // namespace sluice::test

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: cost_of_orders FOLDER\n";
    return 2;
  }
  try {
    sluice::test::count(argv[1]);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "cost_of_orders: " << error.what() << '\n';
    return 1;
  }
}

#include "adapters/bench/engine_bench.hpp"

#include <algorithm>
#include <cstdlib>

#include "adapters/bench/load_loop.hpp"
#include "adapters/channels/instant_channel.hpp"
#include "adapters/system/log_observer.hpp"
#include "adapters/system/machine_clock.hpp"
#include "adapters/system/stopwatch.hpp"
#include "adapters/system/system_random.hpp"
#include "store/rocksdb_event_log.hpp"

namespace sluice {
namespace {

engine_settings bench_settings(std::uint32_t in_flight) {
  engine_settings s;
  const channel_id instant_one{"instant"};
  s.channels = {{.id = instant_one,
                 .reaches = wallet::wechat,
                 .business_types = {business_type::payment_code},
                 .currencies = {currency::cny},
                 .limits = {.max_in_flight = in_flight, .queue_capacity = in_flight},
                 .timing = {{business_type::payment_code, attempt_timing{}}}}};
  s.merchants = {{.id = merchant_id{"m1"},
                  .business_types = {business_type::payment_code},
                  .channels = {instant_one}}};
  return s;
}

double cpu_seconds() { return std::chrono::duration<double>(cpu_time_of_this_process()).count(); }

std::uint64_t bytes_in(const std::filesystem::path& folder) {
  std::uint64_t sum = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) sum += entry.file_size();
  return sum;
}

double percentile_ms(std::vector<std::uint32_t>& sorted_us, double share) {
  const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted_us.size() - 1));
  return static_cast<double>(sorted_us[at]) / 1000;
}

}  // namespace

std::variant<bench_result, std::string> run_engine_bench(const bench_options& options) {
  auto opened = store::open_rocksdb_event_log({.folder = options.data, .create = true});
  if (auto* no = std::get_if<store::open_error>(&opened)) return no->message;
  const std::shared_ptr<store::event_log> log =
      std::move(std::get<std::unique_ptr<store::event_log>>(opened));

  bench_result out{.orders = options.orders};
  {
    engine target{
        bench_settings(options.in_flight),
        {.log = log,
         .clock = std::make_shared<monotonic_clock>(instant{}, machine_clock()),
         .random = std::make_shared<system_random>(),
         .tells = std::make_shared<log_observer>(),
         .channels = {{channel_id{"instant"}, std::make_shared<instant_channel>()}},
         .on_fatal = [](const std::string&) { std::_Exit(3); }}};
    load_loop warm_up{target, 0, options.warm_up};
    if (options.warm_up > 0 && !warm_up.run(options.in_flight)) return "an order was not paid";

    const auto events_before = log->current_head().position;
    const auto cpu_before = cpu_seconds();
    const auto started = load_loop::stopwatch::now();
    load_loop measured{target, options.warm_up, options.orders};
    if (!measured.run(options.in_flight)) return "an order was not paid";
    const std::chrono::duration<double> took = load_loop::stopwatch::now() - started;

    const auto orders = static_cast<double>(options.orders);
    out.orders_per_second = orders / took.count();
    out.cpu_us_per_order = (cpu_seconds() - cpu_before) * 1e6 / orders;
    out.events = log->current_head().position - events_before;
    auto latencies = measured.latencies_us();
    std::sort(latencies.begin(), latencies.end());
    out.p50_ms = percentile_ms(latencies, 0.50);
    out.p99_ms = percentile_ms(latencies, 0.99);
    target.drain();
  }
  out.bytes_on_disk = bytes_in(options.data);
  return out;
}

}  // namespace sluice

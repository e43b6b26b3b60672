#include "bench/load/memory_bench.hpp"

#include <unistd.h>

#include <atomic>
#include <fstream>

#include "adapters/system/child_process.hpp"
#include "base/enumerators.hpp"
#include "bench/load/history.hpp"

namespace sluice::bench {
namespace {

constexpr std::uint64_t memory_warm_up = 2'000;
constexpr std::uint64_t most_on_their_way = 1024;  ///< submitted, their channel not yet called

/// Keeps nothing: what a real channel's connection takes is not the engine's.
class silent_channel final : public channel_port {
 public:
  void start(channel_call /*call*/, on_answer /*done*/) override {
    ++calls_;
    calls_.notify_one();
  }
  void wait_for(std::uint64_t calls) {
    for (auto now = calls_.load(); now < calls; now = calls_.load()) calls_.wait(now);
  }

 private:
  std::atomic<std::uint64_t> calls_{0};
};

class deaf_address final : public reply_address {
 public:
  void reply(const answer& /*a*/) override {}
};

/// Nothing gives up on an order while it is measured.
engine_settings patient_settings(std::uint64_t orders) {
  constexpr millis hour{3'600'000};
  auto s = bench_settings();
  s.max_live_orders = static_cast<std::uint32_t>(orders + memory_warm_up);
  s.response_limit = hour;
  s.drain_limit = millis{100};
  for (auto& channel : s.channels)
    for (auto& [type, timing] : channel.timing) timing.call_timeout = hour;
  return s;
}

double resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t all = 0;
  std::uint64_t resident = 0;
  file >> all >> resident;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

/// Calls make(first, count) to warm up and to be measured; the growth an order.
template <class Make>
std::variant<double, problem> growth_an_order(std::uint64_t orders, Make make) {
  if (auto bad = make(0, memory_warm_up)) return *bad;
  wait_until_idle();
  const auto before = resident_bytes();
  if (auto bad = make(memory_warm_up, orders)) return *bad;
  wait_until_idle();
  return (resident_bytes() - before) / static_cast<double>(orders);
}

std::variant<double, problem> log_alone(const log_ptr& log, std::uint64_t orders) {
  return growth_an_order(orders, [&](std::uint64_t first, std::uint64_t count) {
    return write_history(*log, {.first = first, .orders = count, .open = count});
  });
}

std::variant<double, problem> with_engine(const log_ptr& log, std::uint64_t orders,
                                          reply_when when) {
  const auto channel = std::make_shared<silent_channel>();
  const auto nobody = std::make_shared<deaf_address>();
  const auto target = start_engine(log, {.settings = patient_settings(orders), .channel = channel});
  return growth_an_order(
      orders, [&](std::uint64_t first, std::uint64_t count) -> std::optional<problem> {
        for (auto number = first; number < first + count; ++number) {
          if (number >= most_on_their_way) channel->wait_for(number - most_on_their_way);
          auto order = create_request(id_kind::rising, number);
          order.when = when;
          order.reply_to = nobody;
          target->submit(std::move(order));
        }
        channel->wait_for(first + count);
        return std::nullopt;
      });
}

std::variant<double, problem> in_own_process(memory_part what, const memory_options& options,
                                             const part_command& part) {
  const auto log = options.folder / "log";
  const auto file = options.folder / "result";
  std::filesystem::remove(file);
  child_process child(part(what, options.orders, log, file));
  const auto status = child.wait();
  std::filesystem::remove_all(log);
  double bytes = 0;
  if (std::ifstream result(file); status == 0 && result >> bytes) return bytes;
  return "a part of the benchmark failed with status " + std::to_string(status);
}

std::variant<run_figures, problem> one_run_of_all(const memory_options& options,
                                                  const part_command& part) {
  double bytes[3] = {};
  for (const auto what : enumerators<memory_part>) {
    const auto outcome = in_own_process(what, options, part);
    if (const auto* no = std::get_if<problem>(&outcome)) return *no;
    bytes[static_cast<int>(what)] = std::get<double>(outcome);
  }
  const auto [log, answered, waiting] = bytes;
  return run_figures{{"bytes_per_live_order", "bytes per live order", "", 0, answered - log},
                     {"bytes_per_awaited_order", "bytes per live order with a caller waiting", "",
                      0, waiting - log},
                     {"log_bytes_per_order", "the log's memory per order, in neither", "", 0, log}};
}

}  // namespace

std::optional<problem> measure_memory_part(memory_part what, std::uint64_t orders,
                                           const std::filesystem::path& folder,
                                           const std::filesystem::path& result) {
  auto opened = open_log(folder);
  if (auto* no = std::get_if<problem>(&opened)) return *no;
  const auto log = std::get<log_ptr>(std::move(opened));
  const auto bytes =
      what == memory_part::log
          ? log_alone(log, orders)
          : with_engine(log, orders,
                        what == memory_part::waiting ? reply_when::final : reply_when::accepted);
  if (const auto* no = std::get_if<problem>(&bytes)) return *no;
  std::ofstream file(result);
  file << std::get<double>(bytes) << '\n';
  if (file.flush()) return std::nullopt;
  return "cannot write " + result.string();
}

std::variant<report, problem> run_memory_bench(const memory_options& options,
                                               const part_command& part) {
  auto figures =
      figures_of(options.runs, [&](std::uint32_t) { return one_run_of_all(options, part); });
  if (auto* no = std::get_if<problem>(&figures)) return std::move(*no);
  return report{
      .workload = "memory",
      .sentence = std::to_string(options.orders) + " orders whose channel has not answered yet",
      .parameters = {{"orders", std::to_string(options.orders)}},
      .figures = std::move(std::get<std::vector<figure>>(figures)),
      .notes = {"Growth of the resident set, the allocator's losses included. The log's memory "
                "(tables not yet on disk, open streams) is measured by appending the same records "
                "without an engine, and taken off."}};
}

}  // namespace sluice::bench

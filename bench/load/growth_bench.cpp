#include "bench/load/growth_bench.hpp"

#include "adapters/system/stopwatch.hpp"
#include "bench/load/history.hpp"

namespace sluice::bench {
namespace {

constexpr std::uint64_t warm_up = 10'000;
constexpr std::uint32_t in_flight = 1024;

/// Processor time of an order, in microseconds, on this log.
std::variant<double, problem> cost_on(const std::filesystem::path& folder, std::uint64_t first,
                                      std::uint64_t orders) {
  auto opened = open_log(folder);
  if (auto* no = std::get_if<problem>(&opened)) return *no;
  const auto target = start_engine(std::get<log_ptr>(opened));
  {
    direct_load warm{*target, id_kind::rising, first, warm_up};
    warm.run().run_closed(in_flight);
  }
  direct_load measured{*target, id_kind::rising, first + warm_up, orders};
  const auto before = cpu_time_of_this_process();
  measured.run().run_closed(in_flight);
  const std::chrono::duration<double, std::micro> cpu = cpu_time_of_this_process() - before;
  target->drain();
  if (paid_of(measured.run().lives()) != orders) return "an order was not paid";
  return cpu.count() / static_cast<double>(orders);
}

std::vector<std::uint64_t> sizes_of(const growth_options& options) {
  std::vector<std::uint64_t> out;
  for (auto size = options.from; size <= options.to; size *= 10) out.push_back(size);
  return out;
}

std::filesystem::path log_of(const growth_options& options, std::uint64_t size) {
  return options.folder / std::to_string(size);
}

std::variant<run_figures, problem> one_growth(const growth_options& options) {
  run_figures out;
  for (const auto size : sizes_of(options)) {
    const auto log = options.folder / "run";
    copy_log(log_of(options, size), log);
    const auto cost = cost_on(log, size, options.orders);
    std::filesystem::remove_all(log);
    if (const auto* no = std::get_if<problem>(&cost)) return *no;
    const auto text = std::to_string(size);
    out.push_back({"cpu_us_per_order_at_" + text, "CPU per order after " + text, "µs", 2,
                   std::get<double>(cost)});
  }
  out.push_back({"ratio", "the last to the first", "", 3, out.back().value / out.front().value});
  return out;
}

}  // namespace

std::variant<report, problem> run_growth_bench(const growth_options& options) {
  if (options.from > options.to) return "--from is more than --to";
  for (const auto size : sizes_of(options))
    if (auto bad = write_log(log_of(options, size), {.orders = size})) return *bad;
  auto figures = figures_of(options.runs, [&](std::uint32_t) { return one_growth(options); });
  if (auto* no = std::get_if<problem>(&figures)) return std::move(*no);
  return report{
      .workload = "growth",
      .sentence = "orders in process, " + std::to_string(in_flight) +
                  " under way at a time, on logs of ever more finished orders; " +
                  std::to_string(options.orders) + " measured on each after " +
                  std::to_string(warm_up) + " to warm up",
      .parameters = {{"from", std::to_string(options.from)},
                     {"to", std::to_string(options.to)},
                     {"orders", std::to_string(options.orders)}},
      .figures = std::move(std::get<std::vector<figure>>(figures)),
      .notes = {"CPU is the whole process's: the engine, and the database that tidies up behind "
                "it. The histories were tidied up before."}};
}

}  // namespace sluice::bench

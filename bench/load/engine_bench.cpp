#include "bench/load/engine_bench.hpp"

#include "adapters/system/stopwatch.hpp"
#include "bench/load/disk_use.hpp"
#include "bench/load/engine_host.hpp"
#include "bench/load/load_figures.hpp"
#include "bench/load/load_report.hpp"

namespace sluice::bench {
namespace {

/// Does with an event what every follower must, and no more.
class decoding_sink final : public event_sink {
 public:
  bool publish(const decoded_record& r) override {
    return std::holds_alternative<decoded>(r.content());
  }
  bool flush() override { return true; }
};

host_options host_with(followers_of_bench following) {
  host_options host;
  host.alarms = following == followers_of_bench::all;
  if (host.alarms) host.events = std::make_shared<decoding_sink>();
  return host;
}

/// One run on a fresh log. The engine is gone and the log closed when it ends.
class engine_run {
 public:
  engine_run(const load_options& options, followers_of_bench following, std::filesystem::path log,
             const pause_control* control)
      : options_(options), following_(following), folder_(std::move(log)), control_(control) {}

  std::variant<run_figures, problem> measure() {
    auto opened = open_log(folder_);
    if (auto* no = std::get_if<problem>(&opened)) return *no;
    const auto log = std::get<log_ptr>(opened);
    {
      const auto target = start_engine(log, host_with(following_));
      if (auto bad = warm_up(*target)) return *bad;
      if (auto bad = run(*target, *log)) return *bad;
      target->drain();
    }
    if (auto bad = weigh()) return *bad;
    return figures_;
  }

 private:
  std::optional<problem> warm_up(engine& target) const {
    if (options_.warm_up == 0) return std::nullopt;
    direct_load warm{target, options_.ids, 0, options_.warm_up};
    warm.run().run_closed(options_.rate ? 64 : options_.in_flight);
    if (paid_of(warm.run().lives()) == options_.warm_up) return std::nullopt;
    return "an order of the warm-up was not paid";
  }

  std::optional<problem> run(engine& target, const store::event_log& log) {
    const auto orders = orders_of(options_);
    direct_load measured{target, options_.ids, options_.warm_up, orders};
    const auto events_before = log.current_head().position;
    const auto cpu_before = cpu_time_of_this_process();
    if (options_.rate)
      measured.run().run_open(*options_.rate);
    else
      measured.run().run_closed(options_.in_flight);
    const std::chrono::duration<double, std::micro> cpu = cpu_time_of_this_process() - cpu_before;

    const auto& load = measured.run();
    const auto lives = load.lives();
    const auto paid = paid_of(lives);
    if (!options_.rate && paid != orders) return "an order was not paid";
    if (paid == 0) return "no order was paid: the engine refused them all";
    const auto per_order = 1 / static_cast<double>(paid);
    if (options_.rate) add_offered(figures_, *options_.rate, orders - paid);
    add_load_figures(figures_, lives);
    if (control_ != nullptr && control_->permitted())
      add_figures_without_pauses(figures_, lives, control_->seen());
    figures_.push_back({"cpu_us_per_order", "CPU per order", "µs", 2, cpu.count() * per_order});
    const auto generator = options_.rate ? static_cast<double>(load.sender_cpu()) / 1000 * per_order
                                         : make_cost_us(options_.ids);
    figures_.push_back(
        {"generator_cpu_us_per_order", "  of it the load generator's", "µs", 2, generator});
    figures_.push_back(
        {"events_per_order", "events per order", "", 2,
         static_cast<double>(log.current_head().position - events_before) * per_order});
    return std::nullopt;
  }

  std::optional<problem> weigh() {
    const auto orders = static_cast<double>(options_.warm_up + orders_of(options_));
    figures_.push_back({"bytes_as_closed_per_order", "bytes on disk per order, as closed", "", 0,
                        static_cast<double>(bytes_in(folder_)) / orders});
    const auto compacted = compacted_bytes(folder_);
    if (const auto* no = std::get_if<problem>(&compacted)) return *no;
    figures_.push_back({"bytes_per_order", "bytes on disk per order, compacted", "", 0,
                        static_cast<double>(std::get<std::uint64_t>(compacted)) / orders});
    return std::nullopt;
  }

  const load_options& options_;
  const followers_of_bench following_;
  const std::filesystem::path folder_;
  const pause_control* control_;
  run_figures figures_;
};

}  // namespace

std::uint64_t orders_of(const load_options& options) {
  if (!options.rate) return options.orders;
  return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(*options.rate * options.seconds));
}

std::variant<report, problem> run_engine_bench(const load_options& options,
                                               followers_of_bench following) {
  auto outcome = report_of_load(
      options, "engine", "orders in process",
      [&](const std::filesystem::path& log, const pause_control* control) {
        return engine_run{options, following, log, control}.measure();
      });
  if (auto* out = std::get_if<report>(&outcome))
    out->notes.emplace_back(
        options.rate
            ? "The load generator's share of CPU is its thread, handing over to the engine "
              "included."
            : "The load generator's share of CPU was measured by making the same requests for "
              "nobody.");
  return outcome;
}

}  // namespace sluice::bench

#include "bench/load/overload_bench.hpp"

#include "adapters/system/child_process.hpp"
#include "bench/load/nats_engine.hpp"
#include "bench/load/nats_server.hpp"
#include "bench/load/overload_figures.hpp"

namespace sluice::bench {
namespace {

/// The engine's settings as they come, but for a channel and a merchant that may be paid out to.
engine_settings settings_of_overload() {
  auto s = bench_settings();
  for (auto* types : {&s.channels.front().business_types, &s.merchants.front().business_types})
    types->push_back(business_type::payout);
  s.channels.front().timing.emplace(business_type::payout, attempt_timing{});
  return s;
}

/// The server is not needed any more when the log is read, and the engine must not be.
class overload_run {
 public:
  overload_run(const overload_options& options, const overload_client_command& client)
      : options_(options), client_(client) {}

  std::variant<overload_facts, problem> measure() {
    overload_facts out{.times = options_.load.times};
    if (auto bad = send_all(out)) return *std::move(bad);
    auto orders = read_orders(log());
    if (auto* no = std::get_if<problem>(&orders)) return std::move(*no);
    out.log = std::get<orders_in_log>(std::move(orders));
    return out;
  }

 private:
  [[nodiscard]] std::filesystem::path log() const { return options_.folder / "log"; }

  std::optional<problem> send_all(overload_facts& into) {
    const nats_server server(options_.folder / "nats-server.log");
    auto started = nats_engine::start(
        {.url = server.url(),
         .log = log(),
         .host = {.settings = settings_of_overload()},
         .publish = options_.publish});
    if (auto* no = std::get_if<problem>(&started)) return std::move(*no);
    const auto engine = std::get<std::unique_ptr<nats_engine>>(std::move(started));
    process_watch watch([&] { return server.cpu(); });
    auto bad = run_client(server.url());
    into.seen = watch.stop();
    engine->finish();
    if (bad) return bad;
    auto records = read_records(result());
    if (!records) return "the benchmark's client has left no result";
    into.steps = *std::move(records);
    return std::nullopt;
  }

  [[nodiscard]] std::filesystem::path result() const { return options_.folder / "client.result"; }

  std::optional<problem> run_client(const std::string& url) {
    auto what = options_.load;
    what.url = url;
    child_process client(client_(what, result()));
    const auto status = client.wait();
    if (status == 0) return std::nullopt;
    return "the benchmark's client failed with status " + std::to_string(status);
  }

  const overload_options& options_;
  const overload_client_command& client_;
};

std::string short_text(double value) {
  auto text = std::to_string(value);
  return text.substr(0, text.find('.') + 3);
}

}  // namespace

std::variant<report, problem> run_overload_bench(const overload_options& options,
                                                 const overload_client_command& client) {
  auto measured = overload_run{options, client}.measure();
  if (auto* no = std::get_if<problem>(&measured)) return std::move(*no);
  const auto& facts = std::get<overload_facts>(measured);
  auto figures = figures_of(1, [&](std::uint32_t) { return figures_from(facts); });
  const auto& load = options.load;
  return report{
      .workload = "overload",
      .sentence = "commands over a real nats-server, " + short_text(load.times) +
                  " times what can be done for " + std::to_string(load.seconds) +
                  " s: 80 % payments, 10 % payouts, 10 % looks at orders",
      .parameters = {{"times", short_text(load.times)},
                     {"seconds", std::to_string(load.seconds)},
                     {"calibrate_seconds", std::to_string(load.calibrate_seconds)},
                     {"after_seconds", std::to_string(load.after_seconds)},
                     {"in_flight", std::to_string(load.in_flight)},
                     {"publish", options.publish ? "yes" : "no"}},
      .figures = std::move(std::get<std::vector<figure>>(figures)),
      .notes = {"Client, server and engine are three processes on the same cores: what can be done "
                "is what they can do together, and what is sent beyond it takes from the engine.",
                "What can be done is measured in a closed loop. What comes after the overload is "
                "sent on a schedule, at that rate, from the moment at which the overload ends.",
                "Every order was looked for in the log when the engine had stopped.",
                "Latency: from when a command was due. Where less was sent than wanted the client "
                "was late, the overload lasted longer, and its latencies are the client's."},
      .criteria = judged(facts),
      .over_time = seconds_of_overload(facts)};
}

}  // namespace sluice::bench

#include "bench/load/webhook_bench.hpp"

#include <algorithm>

#include "adapters/system/machine_clock.hpp"
#include "adapters/system/stopwatch.hpp"
#include "adapters/webhooks/webhook_sender.hpp"
#include "base/base64.hpp"
#include "bench/load/history.hpp"
#include "bench/load/load_figures.hpp"
#include "bench/load/timed_webhooks.hpp"
#include "bench/load/webhook_receivers.hpp"

namespace sluice::bench {
namespace {

constexpr auto endpoint_name = "shop";
/// Of the follower of that name (actors/webhook/webhooks.hpp).
constexpr auto bookmark = "webhooks";
constexpr std::chrono::seconds patience{60};

/// As many of each merchant's orders as come near to what is asked for.
std::uint64_t events_of_each(const webhook_options& o) {
  return std::max<std::uint64_t>(o.events / o.endpoints, 1);
}

webhooks::signing_key signing_key() {
  constexpr std::size_t size = 32;
  auto key = webhooks::signing_key::from_text(secret("whsec_" + base64(std::string(size, 'b'))));
  return std::get<webhooks::signing_key>(std::move(key));
}

/// The first take whatever comes; whatever follows them hangs.
std::vector<webhooks::endpoint> endpoints_at(webhook_receivers& where, std::uint32_t taking,
                                             std::uint32_t hanging) {
  std::vector<webhooks::endpoint> all;
  for (std::uint32_t i = 0; i < taking + hanging; ++i)
    all.push_back({.id = {bench_merchant(i), endpoint_name},
                   .url = i < taking ? where.taking(i) : where.hanging(i - taking),
                   .keys = {signing_key()}});
  return all;
}

engine_settings settings_for(const std::vector<webhooks::endpoint>& endpoints) {
  auto settings = bench_settings();
  const auto like = settings.merchants.front();
  settings.merchants.clear();
  for (const auto& one : endpoints) {
    settings.merchants.push_back(like);
    settings.merchants.back().id = one.id.merchant;
    settings.merchants.back().webhooks = {one.id.name};
  }
  return settings;
}

struct phase {
  double per_second = 0;
  std::vector<nanoseconds> latencies;  ///< sorted
  double courier = 0, client = 0, receivers = 0, rest = 0;  ///< µs of processor a webhook
};

void add_processor_times(phase& to, const timed_webhooks& port, const webhook_receivers& where,
                         double of_process) {
  const auto a_webhook = 1e6 / static_cast<double>(to.latencies.size());
  to.courier = processor_seconds_of(port.courier()) * a_webhook;
  to.client = processor_seconds_of(port.client()) * a_webhook;
  to.receivers = where.processor_seconds() * a_webhook;
  to.rest = of_process * a_webhook - to.courier - to.client - to.receivers;
}

/// The whole log, from its beginning, to endpoints that have heard nothing of it.
std::variant<phase, problem> tell_all(const std::filesystem::path& folder, const webhook_options& o,
                                      std::uint32_t hanging) {
  auto opened = open_log(folder);
  if (auto* no = std::get_if<problem>(&opened)) return *no;
  const auto log = std::get<log_ptr>(opened);
  log->save_bookmark(bookmark, {});
  webhook_receivers where;
  const auto endpoints = endpoints_at(where, o.endpoints, hanging);
  const auto clock = std::make_shared<monotonic_clock>(instant{}, machine_clock());
  const auto sender = std::make_shared<webhooks::webhook_sender>(
      webhooks::sender_options{
          .endpoints = endpoints, .allow_private_addresses = true, .log = store::history_of(*log)},
      clock, bench_observer());
  const auto port = std::make_shared<timed_webhooks>(sender, events_of_each(o) * o.endpoints);
  const auto cpu_before = cpu_time_of_this_process();
  const auto target =
      start_engine(log, {.settings = settings_for(endpoints), .webhooks = port, .clock = clock});
  const bool complete = port->wait(patience);
  const std::chrono::duration<double> cpu = cpu_time_of_this_process() - cpu_before;
  phase out;
  if (complete) {
    out.latencies = port->latencies();
    std::ranges::sort(out.latencies);
    out.per_second =
        static_cast<double>(out.latencies.size()) / static_cast<double>(port->duration()) * 1e9;
    add_processor_times(out, *port, where, cpu.count());
  }
  sender->stop();
  target->drain();
  if (!complete) return "not all webhooks were taken: for a minute there was none";
  return out;
}

std::variant<run_figures, problem> pair_of_phases(
    const webhook_options& o, const std::filesystem::path& written, std::uint32_t run) {
  std::vector<phase> phases;
  for (const auto hanging : {0U, o.dead}) {
    const auto log = o.folder / ("run-" + std::to_string(run) + "-" + std::to_string(hanging));
    copy_log(written, log);
    auto outcome = tell_all(log, o, hanging);
    std::filesystem::remove_all(log);
    if (auto* no = std::get_if<problem>(&outcome)) return std::move(*no);
    phases.push_back(std::move(std::get<phase>(outcome)));
    if (o.dead == 0) break;
  }
  const auto& alone = phases.front();
  const auto ms = [](const phase& of, double share) {
    return milliseconds(percentile(of.latencies, share));
  };
  run_figures out{
      {"webhooks_per_second", "webhooks a second", "", 0, alone.per_second},
      {"p50_ms", "a delivery: p50", "ms", 1, ms(alone, 0.5)},
      {"p99_ms", "a delivery: p99", "ms", 1, ms(alone, 0.99)},
      {"courier_us", "processor a webhook: courier's thread", "µs", 1, alone.courier},
      {"client_us", "  HTTP client's thread", "µs", 1, alone.client},
      {"receivers_us", "  receivers", "µs", 1, alone.receivers},
      {"rest_us", "  follower, log, and the rest", "µs", 1, alone.rest}};
  if (o.dead == 0) return out;
  const auto& beside = phases.back();
  out.push_back({"beside_dead_per_second", "beside those that hang: webhooks a second", "", 0,
                 beside.per_second});
  out.push_back({"beside_dead_p99_ms", "  a delivery: p99", "ms", 1, ms(beside, 0.99)});
  out.push_back({"beside_dead_ratio", "  its rate ÷ without them", "", 2,
                 beside.per_second / alone.per_second});
  return out;
}

}  // namespace

std::variant<report, problem> run_webhook_bench(const webhook_options& options) {
  const auto merchants = options.endpoints + options.dead;
  const auto written = options.folder / "written";
  if (auto bad = write_log(
          written, {.orders = events_of_each(options) * merchants, .merchants = merchants}))
    return *bad;
  auto figures = figures_of(
      options.runs, [&](std::uint32_t run) { return pair_of_phases(options, written, run); });
  if (auto* no = std::get_if<problem>(&figures)) return std::move(*no);
  return report{
      .workload = "webhooks",
      .sentence =
          std::to_string(events_of_each(options) * options.endpoints) + " paid orders told to " +
          std::to_string(options.endpoints) + " endpoints over HTTP, alone and beside " +
          std::to_string(options.dead) + " that hang",
      .parameters = {{"endpoints", std::to_string(options.endpoints)},
                     {"events", std::to_string(events_of_each(options) * options.endpoints)},
                     {"dead", std::to_string(options.dead)}},
      .figures = std::move(std::get<std::vector<figure>>(figures)),
      .notes = {
          "The orders are in the log when the engine starts, and each endpoint, one a merchant, "
          "hears of all of its own: a backlog, the hardest case. HMAC signs.",
          "The receivers are HTTP servers of this process on 127.0.0.1, one thread for ten "
          "endpoints: they share the cores with what is measured.",
          "Two are on their way to an endpoint at most; a delivery is from the courier's "
          "hand to its answer. The target is 5,000 a second over 100 endpoints on 2 cores."}};
}

}  // namespace sluice::bench

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <iostream>
#include <memory>
#include <thread>

#include "adapters/system/stop_signals.hpp"
#include "adapters/system/stopwatch.hpp"
#include "adapters/system/system_random.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/sim_commands.hpp"
#include "app/commands/sim_report.hpp"
#include "app/demo/progress_bar.hpp"
#include "sim/run/last_words.hpp"

namespace sluice::app {
namespace {

struct run_options {
  world_choice world;
  std::uint64_t seeds = 100;
  std::uint64_t first = 1;
  std::optional<std::uint64_t> seed;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  bool fresh = false;
  bool stop = false;
  bool trace = false;
  bool json = false;
};

/// Short enough to be typed again.
std::uint64_t fresh_seed() { return system_random{}.next() >> 32U; }

/// At most some times a second, because a world may take less than a millisecond.
class progress {
 public:
  explicit progress(std::uint64_t worlds) : bar_(worlds, stderr, isatty(STDERR_FILENO) == 1) {}

  void show(std::uint64_t done, std::uint64_t broken) {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds{100};
    bar_.show(done, "worlds, " + std::to_string(broken) + " violations");
  }
  void finish() { bar_.finish(); }

 private:
  demo::progress_bar bar_;
  std::chrono::steady_clock::time_point next_{};
};

int run(run_options o) {
  const auto plays = repertoire_of(o.world);
  if (const auto* const problem = std::get_if<std::string>(&plays)) {
    say(*problem);
    return exit_misused;
  }
  if (o.fresh) o.first = fresh_seed();
  if (o.seed) {
    o.first = *o.seed;
    o.seeds = o.threads = 1;
  }
  if (!o.json && !o.seed)
    std::cerr << "seeds " << o.first << " to " << o.first + o.seeds - 1 << ", "
              << (o.world.name.empty() ? "the shipped scenarios in turn" : o.world.name) << '\n';
  sim::hear_last_words();
  stop_signals signals;
  std::atomic<bool> interrupted{false};
  progress bar(o.seeds);
  sim::run_request asked{
      .first = o.first,
      .count = o.seeds,
      .threads = o.threads,
      .stop_at_first = o.stop,
      .replay = [&](std::uint64_t seed) {
        return how_to_call_us() + " sim run " + chosen_by(o.world, seed);
      }};
  asked.make_disk = disks_of(o.world);
  asked.ways = ways_of(o.world);
  asked.stop = [&] {
    if (signals.wait_for(millis{0})) interrupted = true;
    return interrupted.load();
  };
  if (o.trace) asked.hears = [](const std::string& line) { std::cout << line << '\n'; };
  if (!o.seed) asked.progress = [&](auto done, auto broken) { bar.show(done, broken); };
  const stopwatch watch;
  auto totals = run_many(std::get<sim::repertoire>(plays), asked);
  const sim_report report{
      .first = o.first,
      .threads = o.threads,
      .totals = std::move(totals),
      .wall = watch.elapsed(),
      .cpu = cpu_time_of_this_process(),
      .chosen_by = [&](std::uint64_t seed) { return chosen_by(o.world, seed); }};
  bar.finish();
  if (o.json)
    print_json(report, std::cout);
  else
    print_text(report, std::cout);
  if (interrupted)
    say("stopped after " + std::to_string(report.totals.worlds) + " of " + std::to_string(o.seeds) +
        " worlds");
  return report.totals.violations.empty() && !interrupted ? exit_done : exit_failed;
}

}  // namespace

void add_sim_run(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "run",
      "Run the worlds of many seeds, or one again. Every promise is judged after every step.\n"
      "Exit status 0: no violation, 1: at least one, 2: wrong options or scenario.");
  command->footer(
      "Example:\n"
      "  sluice sim run --seeds 10000\n"
      "  sluice sim run --wire --seeds 300\n"
      "  sluice sim run --seed 4711 --trace");
  const auto o = std::make_shared<run_options>();
  auto* const seeds =
      command->add_option("--seeds", o->seeds, "how many worlds, one a seed")
          ->type_name("N")
          ->check(CLI::Range(1, 1'000'000'000))
          ->capture_default_str();
  auto* const first =
      command->add_option("--first", o->first, "the first seed")
          ->type_name("N")
          ->check(not_a_seed)
          ->capture_default_str();
  auto* const fresh =
      command->add_flag("--fresh", o->fresh, "first seed from the machine's randomness; printed");
  auto* const one =
      command->add_option("--seed", o->seed, "only this one")->type_name("N")->check(not_a_seed);
  one->excludes(seeds)->excludes(first)->excludes(fresh);
  fresh->excludes(first);
  add_world_options(*command, o->world);
  command->add_option("--threads", o->threads, "worlds at a time")
      ->type_name("N")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  command->add_flag("--stop", o->stop, "begin no further world after a violation");
  auto* const trace =
      command->add_flag("--trace", o->trace, "with --seed: print all that happens")->needs(one);
  command->add_flag("--json", o->json, "one JSON object")->excludes(trace);
  on_chosen(*command, [o] { return run(*o); });
}

}  // namespace sluice::app

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/system/child_process.hpp"
#include "app/commands/bench_commands.hpp"
#include "app/commands/commands.hpp"
#include "bench/load/overload_bench.hpp"

namespace sluice::app {
namespace {

/// Ourselves again, as the client below.
std::vector<std::string> overload_client_command(const bench::overload_client_options& o,
                                                 const std::filesystem::path& result) {
  return {
      path_of_this_program(),
      "bench",
      "overload-client",
      "--url",
      o.url,
      "--in-flight",
      std::to_string(o.in_flight),
      "--calibrate",
      std::to_string(o.calibrate_seconds),
      "--seconds",
      std::to_string(o.seconds),
      "--after",
      std::to_string(o.after_seconds),
      "--times",
      std::to_string(o.times),
      "--result",
      result.string(),
      "--end-with",
      std::to_string(::getpid())};
}

/// What the workload and its client are told alike.
void add_load(CLI::App& command, bench::overload_client_options& into) {
  command.add_option("--times", into.times, "how much is sent, times what can be done")
      ->capture_default_str()
      ->check(CLI::Range(1.1, 20.0))
      ->check(finite_number);
  command.add_option("--seconds", into.seconds, "of overload")
      ->capture_default_str()
      ->check(CLI::Range(4, 86'400));
  command
      .add_option("--calibrate", into.calibrate_seconds, "seconds of finding out what can be done")
      ->capture_default_str()
      ->check(CLI::Range(1, 3600));
  command.add_option("--after", into.after_seconds, "seconds after it, of as much as can be done")
      ->capture_default_str()
      ->check(CLI::Range(2, 3600));
  command.add_option("--in-flight", into.in_flight, "commands at a time, while it is found out")
      ->capture_default_str()
      ->check(CLI::Range(1, 16'384));
}

void add_overload(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "overload",
      "More than can be done, over a real nats-server: what is refused, what is lost (nothing),\n"
      "and how long it takes until all is as before. Exit status 1: a criterion is not met.");
  command->footer(
      "Example:\n"
      "  sluice bench overload\n"
      "  sluice bench overload --times 5 --seconds 20 --json");
  struct overload_choice {
    bench_choice show;
    bench::overload_options options;
  };
  const auto choice = std::make_shared<overload_choice>();
  add_load(*command, choice->options.load);
  command->add_flag("--publish", choice->options.publish,
                    "publish every event on NATS as well, as `sluice serve` does");
  add_bench_options(*command, choice->show);
  on_chosen(*command, [choice] {
    return run_and_show(choice->show, [&](const std::filesystem::path& folder, bool) {
      choice->options.folder = folder;
      return bench::run_overload_bench(choice->options, overload_client_command);
    });
  });
}

void add_overload_client(CLI::App& parent) {
  auto* const command =
      parent.add_subcommand("overload-client", "What `sluice bench overload` runs as its client.");
  command->group("");  // hidden: only our own parent calls it
  command->footer("Example:\n  sluice bench overload");
  struct client_choice {
    bench::overload_client_options load;
    std::string result;
    pid_t parent = 0;
  };
  const auto choice = std::make_shared<client_choice>();
  command->add_option("--url", choice->load.url, "the server")->required();
  add_load(*command, choice->load);
  command->add_option("--result", choice->result, "the file for the parent")->required();
  command->add_option("--end-with", choice->parent, "end when this parent process ends");
  on_chosen(*command, [choice] {
    end_with_parent(choice->parent);
    const auto outcome = bench::run_overload_client(choice->load);
    if (const auto* const why = std::get_if<bench::problem>(&outcome)) {
      say(*why);
      return exit_failed;
    }
    return bench::write_records(std::get<bench::step_records>(outcome), choice->result)
               ? exit_done
               : exit_failed;
  });
}

}  // namespace

void add_bench_overload(CLI::App& bench) {
  add_overload(bench);
  add_overload_client(bench);
}

}  // namespace sluice::app

#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands/bench_commands.hpp"
#include "app/commands/commands.hpp"
#include "app/recon_load.hpp"
#include "app/scratch_folder.hpp"

namespace sluice::app {

void add_bench_recon(CLI::App& bench_command) {
  struct recon_choice_of_bench {
    bench_choice show;
    recon_load load;
  };
  auto* const command = bench_command.add_subcommand(
      "recon",
      "What it costs to compare a bill with a log: a bill of many rows is made, read and matched.");
  command->footer("Example:\n  sluice bench recon --rows 1000000");
  const auto choice = std::make_shared<recon_choice_of_bench>();
  command->add_option("--runs", choice->load.runs, "how often; the median is shown")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  command->add_option("--rows", choice->load.rows, "of the bill; each takes 300 bytes of the disk")
      ->capture_default_str()
      ->check(CLI::Range(1, 100'000'000));
  add_bench_options(*command, choice->show);
  on_chosen(*command, [choice] {
    return run_and_show(choice->show, [choice](const std::filesystem::path& folder, bool) {
      return run_recon_load(choice->load, folder);
    });
  });
}

}  // namespace sluice::app

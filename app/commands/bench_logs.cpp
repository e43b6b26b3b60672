#include <unistd.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>

#include "adapters/system/child_process.hpp"
#include "app/commands/bench_commands.hpp"
#include "app/commands/commands.hpp"
#include "base/enumerators.hpp"
#include "base/invariant.hpp"
#include "bench/load/books_bench.hpp"
#include "bench/load/growth_bench.hpp"
#include "bench/load/isolation_bench.hpp"
#include "bench/load/memory_bench.hpp"
#include "bench/load/recover_bench.hpp"
#include "bench/load/replay_bench.hpp"
#include "bench/load/webhook_bench.hpp"

namespace sluice::app {
namespace {

constexpr std::uint64_t most_orders = 100'000'000;

void add_count(CLI::App& command, const std::string& name, std::uint64_t& into,
               std::uint64_t at_least, const std::string& text) {
  command.add_option(name, into, text)
      ->capture_default_str()
      ->check(CLI::Range(at_least, most_orders));
}

/// The subcommand `name`, with --runs and what all share. `more` adds its own options.
template <class Options, class Run, class More>
void add_workload(CLI::App& parent, const std::string& name, const std::string& text,
                  const std::string& example, Run run, More more) {
  struct workload_choice {
    bench_choice show;
    Options options;
  };
  auto* const command = parent.add_subcommand(name, text);
  command->footer("Example:\n" + example);
  const auto choice = std::make_shared<workload_choice>();
  command->add_option("--runs", choice->options.runs, "how often; the median is shown")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  more(*command, choice->options);
  add_bench_options(*command, choice->show);
  on_chosen(*command, [choice, run] {
    return run_and_show(choice->show, [&](const std::filesystem::path& folder, bool) {
      choice->options.folder = folder;
      return run(choice->options);
    });
  });
}

// -- memory: each part in a process of its own --------------------------------------------------

using bench::memory_part;

std::string name_of(memory_part part) {
  switch (part) {
    case memory_part::log: return "log";
    case memory_part::answered: return "answered";
    case memory_part::waiting: return "waiting";
  }
  broken_invariant("every part has a name", __FILE__, __LINE__);
}

std::map<std::string, memory_part> parts_by_name() {
  std::map<std::string, memory_part> parts;
  for (const auto part : enumerators<memory_part>) parts.emplace(name_of(part), part);
  return parts;
}

std::vector<std::string> part_command(memory_part what, std::uint64_t orders,
                                      const std::filesystem::path& folder,
                                      const std::filesystem::path& result) {
  return {path_of_this_program(),
          "bench",
          "memory-part",
          "--part",
          name_of(what),
          "--orders",
          std::to_string(orders),
          "--data",
          folder.string(),
          "--result",
          result.string(),
          "--end-with",
          std::to_string(::getpid())};
}

void add_memory_part(CLI::App& parent) {
  auto* const command =
      parent.add_subcommand("memory-part", "What `sluice bench memory` runs as its children.");
  command->group("");  // hidden: only our own parent calls it
  command->footer("Example:\n  sluice bench memory");
  struct part_choice {
    std::string part, folder, result;
    std::uint64_t orders = 0;
    pid_t parent = 0;
  };
  const auto o = std::make_shared<part_choice>();
  command->add_option("--part", o->part, "what is measured")
      ->required()
      ->check(CLI::IsMember(parts_by_name()));
  command->add_option("--orders", o->orders, "how many")->required();
  command->add_option("--data", o->folder, "for the log")->required();
  command->add_option("--result", o->result, "the file for the parent")->required();
  command->add_option("--end-with", o->parent, "end when this parent process ends")->required();
  on_chosen(*command, [o] {
    end_with_parent(o->parent);
    const auto bad =
        bench::measure_memory_part(parts_by_name().at(o->part), o->orders, o->folder, o->result);
    if (bad) say(*bad);
    return bad ? exit_failed : exit_done;
  });
}

}  // namespace

void add_bench_logs(CLI::App& bench_command) {
  using namespace bench;
  add_workload<replay_options>(
      bench_command, "replay",
      "Full replay of a log: read and check, decode, apply to every order's state.\n"
      "The log is written first, with the engine's rules and codec.",
      "  sluice bench replay --orders 1000000", run_replay_bench,
      [](CLI::App& command, replay_options& o) {
        add_count(command, "--orders", o.orders, 1, "finished orders in the log, of four events");
      });
  add_workload<books_options>(
      bench_command, "books",
      "The books that a log makes: read and check, decode, post.\n"
      "The log is written first, with the engine's rules and codec.",
      "  sluice bench books --orders 1000000", run_books_bench,
      [](CLI::App& command, books_options& o) {
        add_count(command, "--orders", o.orders, 1, "paid orders in the log, of four events");
      });
  add_workload<recover_options>(
      bench_command, "recover",
      "Start after a crash: until every open order is in memory and a new one is paid.\n"
      "The log is written first, with the engine's rules and codec.",
      "  sluice bench recover --finished 10000000 --open 10000", run_recover_bench,
      [](CLI::App& command, recover_options& o) {
        add_count(command, "--finished", o.finished, 0, "finished orders in the log");
        add_count(command, "--open", o.open, 0, "open orders, all over the log");
      });
  add_workload<memory_options>(
      bench_command, "memory",
      "Memory of an order that waits for its channel: growth of the resident set.\n"
      "The log's own memory is measured apart and taken off.",
      "  sluice bench memory --orders 200000",
      [](const memory_options& o) { return run_memory_bench(o, part_command); },
      [](CLI::App& command, memory_options& o) {
        constexpr std::uint64_t least = 10'000;   // fewer drown in the allocator's pages
        constexpr std::uint64_t most = 250'000;  // the engine answers busy to more at a time
        command.add_option("--orders", o.orders, "orders that wait at the same time")
            ->capture_default_str()
            ->check(CLI::Range(least, most));
      });
  add_memory_part(bench_command);
  add_workload<growth_options>(
      bench_command, "growth",
      "Whether an order costs more because many came before it.\n"
      "The same load on logs of ever more finished orders, in steps of ten.",
      "  sluice bench growth --to 10000000", run_growth_bench,
      [](CLI::App& command, growth_options& o) {
        add_count(command, "--from", o.from, 1, "finished orders in the first log");
        add_count(command, "--to", o.to, 1, "finished orders in the last log");
        add_count(command, "--orders", o.orders, 1, "measured on each log");
      });
  add_workload<isolation_options>(
      bench_command, "isolation",
      "What others notice of a channel that hangs, and of a merchant that sends 100 times its "
      "share.\n"
      "Pairs of phases without and with; told is with ÷ without.",
      "  sluice bench isolation --runs 7 --seconds 10\n"
      "  sluice bench isolation --dialect wechat_v3",
      run_isolation_bench, [](CLI::App& command, isolation_options& o) {
        command.add_option("--seconds", o.seconds, "length of a phase")
            ->capture_default_str()
            ->check(CLI::Range(1, 600));
        command.add_option("--rate", o.rate, "a merchant's share: orders a second of each other")
            ->capture_default_str()
            ->check(CLI::Range(1, 1000));
        add_dialect(command, o.dialect,
                    "instead: what others notice of a channel that signs and checks all it can, "
                    "as this dialect does");
      });
  add_workload<webhook_options>(
      bench_command, "webhooks",
      "Merchants' endpoints are told over HTTP of the paid orders of a log, alone and beside\n"
      "endpoints that hang.",
      "  sluice bench webhooks --endpoints 100 --events 50000 --dead 10", run_webhook_bench,
      [](CLI::App& command, webhook_options& o) {
        command.add_option("--endpoints", o.endpoints, "that take whatever comes, one a merchant")
            ->capture_default_str()
            ->check(CLI::Range(1, 1000));
        add_count(command, "--events", o.events, 1, "for all of these together");
        command.add_option("--dead", o.dead, "more endpoints, that never answer")
            ->capture_default_str()
            ->check(CLI::Range(0, 1000));
      });
}

}  // namespace sluice::app

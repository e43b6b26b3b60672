#include <unistd.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "adapters/system/child_process.hpp"
#include "app/commands/bench_commands.hpp"
#include "app/commands/commands.hpp"
#include "bench/load/nats_bench.hpp"
#include "bench/load/nats_bodies.hpp"

namespace sluice::app {
namespace {

struct load_choice {
  bench_choice show;
  bench::load_options load;
  std::string ids = "rising";
};

void add_load_options(CLI::App& command, load_choice& into) {
  auto& load = into.load;
  command.add_option("--runs", load.runs, "how often; the median is shown")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  auto* const in_flight =
      command.add_option("--in-flight", load.in_flight, "closed loop: so many orders at a time")
          ->capture_default_str()
          ->check(CLI::Range(1, 100'000));
  auto* const orders = command.add_option("--orders", load.orders, "closed loop: orders a run")
                           ->capture_default_str()
                           ->check(CLI::Range(1, 100'000'000));
  auto* const rate =
      command.add_option("--rate", load.rate, "open loop: so many orders a second, come what may")
          ->type_name("RATE")
          ->check(CLI::Range(1.0, 10e6))
          ->check(finite_number)
          ->excludes(in_flight)
          ->excludes(orders);
  command.add_option("--seconds", load.seconds, "open loop: length of a run")
      ->capture_default_str()
      ->check(CLI::Range(0.001, 86'400.0))
      ->check(finite_number)
      ->needs(rate);
  command.add_option("--warm-up", load.warm_up, "orders before each run, in the same log")
      ->capture_default_str()
      ->check(CLI::Range(0, 100'000'000));
  command
      .add_option("--ids", into.ids,
                  "order numbers and command ids: rising, or random, which costs an ordered index "
                  "more")
      ->capture_default_str()
      ->check(CLI::IsMember({"rising", "random"}));
  add_bench_options(command, into.show);
}

bench::load_options load_of(const load_choice& choice, const std::filesystem::path& folder,
                            bool keep) {
  auto options = choice.load;
  options.folder = folder;
  options.keep = keep;
  options.ids = choice.ids == "random" ? bench::id_kind::random : bench::id_kind::rising;
  return options;
}

void add_engine(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "engine",
      "Orders in process: no NATS, the engine by itself.\n"
      "Closed loop (--in-flight) for throughput, open loop (--rate) for latency.");
  command->footer(
      "Example:\n"
      "  sluice bench engine\n"
      "  sluice bench engine --in-flight 1 --orders 5000 --warm-up 500\n"
      "  sluice bench engine --rate 20000 --seconds 10");
  struct engine_choice : load_choice {
    std::string followers = "none";
  };
  const auto choice = std::make_shared<engine_choice>();
  add_load_options(*command, *choice);
  command
      ->add_option("--followers", choice->followers,
                   "who follows the log meanwhile: none, or all (alarms, and a publisher into "
                   "nowhere)")
      ->capture_default_str()
      ->check(CLI::IsMember({"none", "all"}));
  on_chosen(*command, [choice] {
    return run_and_show(choice->show, [&](const std::filesystem::path& folder, bool keep) {
      return bench::run_engine_bench(load_of(*choice, folder, keep),
                                     choice->followers == "all" ? bench::followers_of_bench::all
                                                                : bench::followers_of_bench::none);
    });
  });
}

// -- over NATS --------------------------------------------------------------------------------

/// Ourselves again, as the client below.
std::vector<std::string> client_command(const bench::nats_client_options& o,
                                        const std::filesystem::path& result) {
  std::vector<std::string> all{
      path_of_this_program(),
      "bench",
      "nats-client",
      "--url",
      o.url,
      "--first",
      std::to_string(o.first),
      "--orders",
      std::to_string(o.orders),
      "--ids",
      o.ids == bench::id_kind::random ? "random" : "rising",
      "--form",
      std::string(bench::name_of(o.form)),
      "--signed",
      std::string(bench::name_of(o.how_signed)),
      "--result",
      result.string(),
      "--end-with",
      std::to_string(::getpid())};
  all.insert(all.end(), {o.rate ? "--rate" : "--in-flight",
                         o.rate ? std::to_string(*o.rate) : std::to_string(o.in_flight)});
  return all;
}

void add_form(CLI::App& command, std::string& into) {
  command.add_option("--form", into, "form of requests and answers: json or protobuf")
      ->capture_default_str()
      ->check(CLI::IsMember({"json", "protobuf"}));
}

api::body_format form_named(std::string_view name) {
  return name == "protobuf" ? api::body_format::protobuf : api::body_format::json;
}

void add_nats(CLI::App& parent) {
  auto* const command = parent.add_subcommand(
      "nats",
      "The same orders over a real nats-server: client, server and engine on this machine.\n"
      "The server is started and ended by the benchmark.");
  command->footer(
      "Example:\n"
      "  sluice bench nats\n"
      "  sluice bench nats --form protobuf\n"
      "  sluice bench nats --signed hmac\n"
      "  sluice bench nats --rate 20000 --publish");
  struct nats_choice : load_choice {
    std::string form = "json";
    std::string how_signed = "none";
    bool publish = false;
  };
  const auto choice = std::make_shared<nats_choice>();
  add_load_options(*command, *choice);
  add_form(*command, choice->form);
  command
      ->add_option("--signed", choice->how_signed,
                   "sign the orders: none, hmac or ed25519; each run then has a round without, to "
                   "compare with")
      ->capture_default_str()
      ->check(CLI::IsMember({"none", "hmac", "ed25519"}));
  command->add_flag(
      "--publish", choice->publish, "publish every event on NATS as well, as `sluice serve` does");
  on_chosen(*command, [choice] {
    return run_and_show(choice->show, [&](const std::filesystem::path& folder, bool keep) {
      return bench::run_nats_bench(
          {.load = load_of(*choice, folder, keep),
           .form = form_named(choice->form),
           .how_signed = bench::signature_kind_named(choice->how_signed),
           .publish = choice->publish},
          client_command);
    });
  });
}

struct client_choice {
  bench::nats_client_options client;
  std::string ids = "rising";
  std::string form = "json";
  std::string how_signed = "none";
  std::string result;
  pid_t parent = 0;
};

int run_client(client_choice& choice) {
  end_with_parent(choice.parent);
  choice.client.ids = choice.ids == "random" ? bench::id_kind::random : bench::id_kind::rising;
  choice.client.form = form_named(choice.form);
  choice.client.how_signed = bench::signature_kind_named(choice.how_signed);
  const auto outcome = bench::run_nats_client(choice.client);
  if (const auto* const why = std::get_if<bench::problem>(&outcome)) {
    say(*why);
    return exit_failed;
  }
  return bench::write_result(std::get<bench::nats_client_result>(outcome), choice.result)
             ? exit_done
             : exit_failed;
}

void add_nats_client(CLI::App& parent) {
  auto* const command =
      parent.add_subcommand("nats-client", "What `sluice bench nats` runs as its client.");
  command->group("");  // hidden: only our own parent calls it
  command->footer("Example:\n  sluice bench nats");
  const auto choice = std::make_shared<client_choice>();
  auto& client = choice->client;
  command->add_option("--url", client.url, "the server")->required();
  command->add_option("--first", client.first, "number of the first order");
  command->add_option("--orders", client.orders, "how many")->required();
  command->add_option("--in-flight", client.in_flight, "closed loop");
  command->add_option("--rate", client.rate, "open loop");
  command->add_option("--ids", choice->ids, "rising or random");
  add_form(*command, choice->form);
  command->add_option("--signed", choice->how_signed, "none, hmac or ed25519");
  command->add_option("--result", choice->result, "the file for the parent")->required();
  command->add_option("--end-with", choice->parent, "end when this parent process ends");
  on_chosen(*command, [choice] { return run_client(*choice); });
}

}  // namespace

void add_bench_loads(CLI::App& bench) {
  add_engine(bench);
  add_nats(bench);
  add_nats_client(bench);
}

}  // namespace sluice::app

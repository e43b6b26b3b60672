#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "adapters/config/rule_warnings.hpp"
#include "adapters/config/setup_warnings.hpp"
#include "adapters/config/size_warnings.hpp"
#include "adapters/system/log_observer.hpp"
#include "adapters/system/reload_signal.hpp"
#include "adapters/system/service_manager.hpp"
#include "adapters/system/stop_signals.hpp"
#include "app/assemble.hpp"
#include "app/commands/commands.hpp"
#include "app/demo/demo_keys.hpp"
#include "app/demo/free_ports.hpp"
#include "app/demo/known_secrets.hpp"
#include "app/own_channels.hpp"
#include "app/version.hpp"
#include "store/data_folder.hpp"

namespace sluice::app {
namespace {

struct serve_options {
  std::string config_file, data_dir, nats_url, prefix;
  bool wait = false;
  bool accept_new_numbers = false;
  std::uint64_t known_sequence = 0;
};

/// Nothing: the faults have been told.
std::optional<configuration> configuration_for(const serve_options& o) {
  auto result = o.config_file.empty()
                    ? read_configuration(demo::demo_configuration_on(ports_to_use()),
                                         "embedded demo configuration", demo::known_secrets())
                    : load_configuration(o.config_file, demo::known_secrets());
  if (const auto* const problems = std::get_if<std::vector<config_problem>>(&result)) {
    for (const auto& problem : *problems) std::cerr << to_string(problem) << '\n';
    return std::nullopt;
  }
  auto config = std::get<configuration>(std::move(result));
  if (!o.data_dir.empty()) {
    config.data_dir = o.data_dir;
    // Each data folder of the demo has books of its own, or they could never agree.
    if (o.config_file.empty()) config.simulated_channels->books = o.data_dir + ".books";
  }
  if (!o.nats_url.empty()) config.nats.url = o.nats_url;
  if (!o.prefix.empty()) config.nats.prefix = o.prefix;
  if (!is_subject_prefix(config.nats.prefix)) {
    say("--prefix \"" + o.prefix + "\": must be names joined by dots, each " +
        std::string(name_rule));
    return std::nullopt;
  }
  if (config.data_dir.empty()) {
    say("no data folder; give --data DIR, or data_dir in " + o.config_file);
    return std::nullopt;
  }
  if (o.config_file.empty())
    if (const auto why = demo::prepare_keys(config)) {
      say(*why);
      return std::nullopt;
    }
  return config;
}

void tell_of_doubts(observer& log, const configuration& c) {
  const auto tell = [&](std::string_view event, std::vector<std::string> warnings) {
    for (auto& warning : warnings)
      log.tell({.level = severity::warning, .event = event, .message = std::move(warning)});
  };
  tell("limits_contradict", size_warnings(c, sizes_of_this_machine()));
  tell("routing_rules_doubtful", rule_warnings(c.engine));
  tell("setup_doubtful", setup_warnings(c));
}

void tell_ready(observer& log, const configuration& c, const assembly& running) {
  log.tell(
      {.level = severity::info,
       .event = "ready",
       .message = "Taking requests.",
       .fields = {
           {"version", std::string(version_info().version)},
           {"nats", c.nats.url.shown()},
           {"prefix", c.nats.prefix},
           {"data", c.data_dir},
           {"notifications", c.notifications.listen},
           {"metrics", running.metrics_address()},
           {"simulated_channels", c.simulated_channels ? c.simulated_channels->listen : "none"},
           {"records", std::to_string(running.records())},
           {"open_orders", std::to_string(running.open_orders())}}});
  tell_service_manager("READY=1");
}

/// Nothing that is still in memory can be trusted any more: the next start decides from the log.
[[noreturn]] void end_at_once(log_observer& log, const std::string& why) {
  log.tell_now({.level = severity::critical,
                .event = "log_lost",
                .message = "The event log cannot be trusted any more; stopping at once. " + why});
  ::_exit(exit_log_lost);
}

/// Asked before anything is started for it: simulated channels cannot share books either, and would
/// be told as the reason.
std::optional<std::string> why_folder_is_taken(const configuration& config) {
  const auto holder = store::holder_of_folder({.folder = config.data_dir});
  if (!holder) return std::nullopt;
  return "the data folder " + config.data_dir + " is in use by another engine: " + *holder;
}

/// False: a signal came first.
bool wait_for_folder(const configuration& config, stop_signals& signals, observer& log) {
  constexpr millis between_looks{50};
  for (bool told = false; const auto why = why_folder_is_taken(config);) {
    if (!std::exchange(told, true))
      log.tell({.event = "waiting",
                .message = "Starts as soon as no other engine has the data folder.",
                .fields = {{"for", *why}}});
    if (signals.wait_for(between_looks)) return false;
  }
  return true;
}

/// A signal's number, or a sentence: it has to end by itself.
std::variant<int, std::string> wait_for_end(stop_signals& signals, reload_signal& reload,
                                            assembly& running) {
  constexpr millis between_looks{100};
  while (true) {
    running.keep_watch();
    if (reload.has_come()) running.reload("SIGHUP", "the process was told to");
    if (const auto signal = signals.wait_for(between_looks)) return *signal;
    if (auto over = running.end_of_its_turn()) return *std::move(over);
  }
}

/// Whoever has to end by itself says so by its exit status: who watches over it starts it again,
/// and it takes part anew, with all that its log knows.
int end(observer& log, assembly& running, const std::variant<int, std::string>& cause) {
  tell_service_manager("STOPPING=1");
  const auto* const over = std::get_if<std::string>(&cause);
  if (over != nullptr)
    log.tell({.level = severity::critical,
              .event = "stopping",
              .message = "This engine's turn is over: " + *over +
                         ". It finishes what runs and ends; start it again, best with --wait."});
  else
    log.tell({.event = "stopping",
              .message = "No new requests; finishing what runs. A second signal ends at once.",
              .fields = {{"signal", std::to_string(std::get<int>(cause))}}});
  running.stop();
  log.tell({.event = "stopped", .message = "Everything is in the log."});
  return over != nullptr ? exit_turn_over : exit_done;
}

int serve(const serve_options& o) {
  stop_signals signals;
  reload_signal reload;
  std::optional<demo::turn_to_choose_ports> turn;  // until we listen on what we have chosen
  if (o.config_file.empty()) turn.emplace();
  auto config = configuration_for(o);
  if (!config) return exit_misused;
  const auto log = std::make_shared<log_observer>(
      log_options{.form = log_form_of_stderr(), .from = config->log_level});
  tell_of_doubts(*log, *config);
  if (const auto taken = why_folder_is_taken(*config)) {
    if (!o.wait) {
      say(*taken + "; stop that one, or give this one another --data, or start it with --wait");
      return exit_failed;
    }
    // With channels of its own nothing can be prepared before the other's have ended with it.
    if (turn) {
      turn.reset();
      if (!wait_for_folder(*config, signals, *log)) return exit_done;
      turn.emplace();
      config = configuration_for(o);
      if (!config) return exit_misused;
    }
  }
  std::unique_ptr<kept_child> channels;
  if (config->simulated_channels) channels = run_own_channels(*config->simulated_channels, log);

  if (o.wait) turn.reset();  // that may take long
  auto started = assembly::start(
      *config, log, [log](const std::string& why) { end_at_once(*log, why); },
      {.waits = o.wait,
       .gives_up = [&signals] { return signals.wait_for(millis{0}).has_value(); },
       .accept_new_numbers = o.accept_new_numbers,
       .known_sequence = o.known_sequence});
  if (const auto* const error = std::get_if<assembly::failed>(&started)) {
    say(error->why);
    return error->was_asked_to ? exit_done : exit_failed;
  }
  const auto running = std::get<std::unique_ptr<assembly>>(std::move(started));
  turn.reset();
  tell_ready(*log, *config, *running);
  return end(*log, *running, wait_for_end(signals, reload, *running));
}

}  // namespace

void add_serve(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "serve",
      "Run the engine: take commands over NATS, call channels, keep the log.\n"
      "Without --config: the demo's configuration, with simulated channels.");
  command->footer(
      "Example:\n"
      "  nats-server -a 127.0.0.1 &\n"
      "  sluice serve --data /tmp/sluice-data\n"
      "  sluice req order.create '{\"merchant\":\"m1\",\"order_no\":\"A-1\",\n"
      "    \"business_type\":\"payment_code\",\"amount_minor\":1200,\"currency\":\"CNY\",\n"
      "    \"payment_code\":\"134567890123456789\"}'\n"
      "\n"
      "SIGTERM ends it in order. SIGHUP makes it read --config and its keystore again.\n"
      "Exit status 3: the log could not be written; start it again, and it goes on from what is\n"
      "in the log. Exit status 4: another engine takes the\n"
      "requests, or NATS has closed the connection for good; start it again, best with --wait.");
  const auto o = std::make_shared<serve_options>();
  command->add_option("--config", o->config_file, "TOML file; see `sluice config example`")
      ->type_name("FILE");
  command->add_option("--data", o->data_dir, "folder of the event log; made when missing")
      ->type_name("DIR");
  command->add_option("--nats", o->nats_url, "server address, instead of the configured one")
      ->type_name("URL");
  command->add_option("--prefix", o->prefix, "of every subject, instead of the configured one")
      ->type_name("NAME");
  command->add_flag("--wait", o->wait,
                    "while another engine has the prefix or the log: wait, and take over from it");
  command->add_flag("--accept-new-numbers", o->accept_new_numbers,
                    "once, when NUMBER_KEY is lost or the prefix of a log with orders is changed "
                    "for good: channels are asked under other numbers from now on");
  command
      ->add_option("--known-sequence", o->known_sequence,
                   "so far the log is known outside, for example as published; one that ends "
                   "before was put back, and no money leaves until two persons end that")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  on_chosen(*command, [o] { return serve(*o); });
}

}  // namespace sluice::app

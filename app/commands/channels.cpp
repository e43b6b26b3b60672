#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "adapters/config/configuration.hpp"
#include "adapters/config/units.hpp"
#include "adapters/system/child_process.hpp"
#include "adapters/system/stop_signals.hpp"
#include "app/commands/commands.hpp"
#include "app/simulated_channels/simulated_channels.hpp"

namespace sluice::app {
namespace {

struct channels_options {
  simulated_settings settings;
  std::string payer_delay, slow_answer, visibility_delay, exchange_keys = "0s";
  pid_t parent = 0;
};

std::string check_duration(const std::string& text) {
  return duration_from_text(text) ? "" : '"' + text + "\" is not a duration, such as \"500ms\"";
}

millis duration_of(const std::string& text) { return duration_from_text(text).value(); }

/// An engine asks for keys at most once a minute (channels/key_schedule.hpp).
constexpr millis shortest_exchange{90'000};

int run_channels(const channels_options& o) {
  const auto exchange = duration_of(o.exchange_keys);
  if (exchange > millis{0} && exchange < shortest_exchange) {
    say("--exchange-keys " + o.exchange_keys + " is too often: an engine asks for keys at most " +
        "once a minute; 0s or at least " + to_text(shortest_exchange) + " is allowed");
    return exit_misused;
  }
  stop_signals signals;
  if (o.parent != 0) end_with_parent(o.parent);
  // The channels of an engine that was killed let go of the books as they are killed, too.
  constexpr millis patience_with_the_dying{2000};
  simulated_channels channels(
      {.listen = o.settings.listen,
       .books = o.settings.books,
       .payer_delay = duration_of(o.payer_delay),
       .slow_answer = duration_of(o.slow_answer),
       .visibility_delay = duration_of(o.visibility_delay),
       .exchange_keys = exchange,
       .patience = patience_with_the_dying,
       .belongs_to = o.parent});
  const auto host = o.settings.listen.substr(0, o.settings.listen.rfind(':'));
  std::cout << "simulated channels on http://" << host << ':' << channels.port() << ", books in "
            << o.settings.books << '\n'
            << std::flush;
  signals.wait();
  channels.stop();
  return exit_done;
}

}  // namespace

void add_channels(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "channels",
      "Run simulated payment channels: WeChat Pay V2 and V3, Alipay, QRA, UnionPay.\n"
      "The last two digits of an amount choose what happens to an order.");
  command->footer(
      "Example:\n"
      "  sluice channels --listen 127.0.0.1:18901 --books channels.books\n"
      "Runs until SIGINT or SIGTERM. The books survive every crash; started again on\n"
      "them, the channels know what was paid.");
  const auto o = std::make_shared<channels_options>();
  o->payer_delay = to_text(o->settings.payer_delay);
  o->slow_answer = to_text(o->settings.slow_answer);
  o->visibility_delay = to_text(o->settings.visibility_delay);
  const auto duration = [&](const std::string& name, std::string& into, const std::string& help) {
    command->add_option(name, into, help)
        ->type_name("TIME")
        ->check(CLI::Validator(check_duration, ""))
        ->capture_default_str();
  };
  command->add_option("--listen", o->settings.listen, "address; port 0 takes a free one")
      ->type_name("ADDR")
      ->capture_default_str();
  command->add_option("--books", o->settings.books, "file of the money that really moved")
      ->type_name("FILE")
      ->capture_default_str();
  duration("--payer-delay", o->payer_delay, "how long a payer types a password");
  duration("--slow-answer", o->slow_answer, "how long a slow answer takes");
  duration("--visibility-delay", o->visibility_delay, "queries find nothing for so long");
  duration(
      "--exchange-keys", o->exchange_keys,
      "WeChat Pay V3 and Alipay sign with their next certificate every so often, for who goes\n"
      "by certificates; the one before is handed out with it. 0s: never, else at least 90s");
  command->add_option("--end-with", o->parent, "end when this parent process ends")
      ->type_name("PID")
      ->group("");
  on_chosen(*command, [o] { return run_channels(*o); });
}

}  // namespace sluice::app

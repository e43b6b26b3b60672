#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "adapters/config/configuration.hpp"
#include "adapters/system/machine_clock.hpp"
#include "app/alarm_table.hpp"
#include "app/asking.hpp"
#include "app/commands/commands.hpp"
#include "app/demo/known_secrets.hpp"
#include "audit/commands.hpp"

namespace sluice::app {
namespace {

using json = nlohmann::json;

struct alarms_choice {
  engine_choice whom;
  bool json = false, check = false;
};

int show(const alarms_choice& o, const engine_answer& answered) {
  if (answered.said.is_error()) {
    say(sentence_of_refusal(answered));
    return exit_failed;
  }
  const auto list = json::parse(answered.said.body, nullptr, false);
  if (!list.is_object()) {
    say("what answers at " + answered.subject + " is no engine of this kind");
    return exit_failed;
  }
  if (o.json)
    std::cout << answered.said.body << '\n';
  else
    show_alarms(list, machine_clock().wall(), std::cout);
  return o.check && something_fires(list) ? exit_failed : exit_done;
}

int ask(const alarms_choice& o, const std::string& what, const json& body) {
  const auto asked = ask_engine(o.whom, {what, body.dump()});
  const auto* answered = std::get_if<engine_answer>(&asked);
  return answered != nullptr ? show(o, *answered) : std::get<int>(asked);
}

int list(const alarms_choice& o) { return ask(o, "alarm.list", json::object()); }

void add_list_options(CLI::App& command, alarms_choice& into) {
  command.add_flag("--json", into.json, "the engine's answer, one JSON object");
  command.add_flag("--check", into.check, "exit status 1 where something fires");
  add_engine_options(command, into.whom);
}

void add_list(CLI::App& under, const std::shared_ptr<alarms_choice>& o) {
  auto* const command = under.add_subcommand(
      "list",
      "What fires, since when, about how many orders, who sees to it, and what is silenced.\n"
      "Exit status 1: it cannot be told, or something fires and --check is given.");
  command->footer("Example:\n  sluice alarms list --key li-wei.key");
  add_list_options(*command, *o);
  on_chosen(*command, [o] { return list(*o); });
}

struct signed_word {
  alarms_choice to{};
  std::uint64_t alarm = 0;
  std::string kind{}, key{};
  std::uint32_t minutes = 0;
  std::string who{}, why{};
};

void add_signer(CLI::App& command, signed_word& w) {
  command.add_option("--operator", w.who, "you, as the configuration calls your person")
      ->type_name("NAME")
      ->required();
  command.add_option("--reason", w.why, "what others should know of it")
      ->type_name("TEXT")
      ->required();
  command.add_flag("--json", w.to.json, "the engine's answer, one JSON object");
  add_engine_options(command, w.to.whom);
}

void add_acknowledge(CLI::App& under) {
  auto* const command = under.add_subcommand(
      "ack",
      "Say that you see to an alarm: no more repeats and escalation.\n"
      "One that has happened once is over with it. Exit status 1: it was refused.");
  command->footer(
      "Example:\n  sluice alarms ack 7 --operator li.wei --reason \"the provider is called\" --key "
      "li-wei.key");
  const auto w = std::make_shared<signed_word>();
  command->add_option("NUMBER", w->alarm, "of the alarm, as the list and every notice say it")
      ->required();
  add_signer(*command, *w);
  on_chosen(*command, [w] {
    return ask(w->to, "alarm.ack", {{"alarm", w->alarm}, {"operator", w->who}, {"reason", w->why}});
  });
}

json silence_of(const signed_word& w) {
  json out{{"kind", w.kind}, {"minutes", w.minutes}, {"operator", w.who}, {"reason", w.why}};
  if (!w.key.empty()) out["key"] = w.key;
  return out;
}

void add_silence(CLI::App& under) {
  auto* const command = under.add_subcommand(
      "silence",
      "Have nobody told of alarms of a kind for a while; they fire all the same.\n"
      "What still fires when it is over is told of. Exit status 1: it was refused.");
  command->footer(
      "Example:\n  sluice alarms silence network_channel --of alipay --minutes 30 --operator "
      "li.wei "
      "--reason \"the provider works on it\" --key li-wei.key");
  const auto w = std::make_shared<signed_word>();
  command->add_option("KIND", w->kind, "such as network_channel")->required();
  command->add_option("--of", w->key, "only of this channel, path or other thing, as the list says")
      ->type_name("KEY")
      ->check([](const std::string& key) {
        return std::string(key.empty() ? "is empty; without --of it is all of this kind" : "");
      });
  command->add_option("--minutes", w->minutes, "for how long, at most a day; 0 ends it now")
      ->type_name("N")
      ->required();
  add_signer(*command, *w);
  on_chosen(*command, [w] { return ask(w->to, "alarm.silence", silence_of(*w)); });
}

struct test_choice {
  std::string data, config;
  bool json = false;
};

/// Nothing: the faults have been told. Without a file: what holds where a file says nothing.
std::optional<alarm_rules> rules_of(const std::string& file) {
  if (file.empty()) return alarm_rules{};
  const auto read = load_configuration(file, demo::known_secrets());
  if (const auto* const problems = std::get_if<std::vector<config_problem>>(&read)) {
    for (const auto& problem : *problems) std::cerr << to_string(problem) << '\n';
    return std::nullopt;
  }
  const auto& engine = std::get<configuration>(read).engine;
  alarm_rules out{.thresholds = engine.alarms.thresholds};
  for (const auto& c : engine.channels)
    if (c.reaches) out.channels.push_back({c.id, *c.reaches, c.limits.enabled});
  return out;
}

int test(const test_choice& o) {
  const auto rules = rules_of(o.config);
  if (!rules) return exit_misused;
  return alarms_test({.data = o.data, .json = o.json}, *rules, std::cout, std::cerr);
}

void add_test(CLI::App& under) {
  auto* const command = under.add_subcommand(
      "test",
      "Which alarms a log would have led to with the thresholds of a file, beside those that "
      "fired.\n"
      "Opens the data folder read-only, also beside a running engine. Exit status 1: something is\n"
      "damaged, 2: unreadable.");
  command->footer(
      "Example:\n  sluice alarms test --data /var/lib/sluice --config sluice.toml\n"
      "Edit [alarms] in a copy of the file, and compare.");
  const auto o = std::make_shared<test_choice>();
  command->add_option("--data", o->data, "folder of the event log; only read")
      ->type_name("DIR")
      ->required();
  command
      ->add_option("--config", o->config,
                   "a configuration, for its [alarms] and channels; without: the usual thresholds")
      ->type_name("FILE");
  command->add_flag("--json", o->json, "one JSON object");
  on_chosen(*command, [o] { return test(*o); });
}

}  // namespace

void add_alarms(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "alarms",
      "What people must hear of: ask a running engine what fires, answer it, try thresholds.\n"
      "Without a further word: the list. Exit status 1: it cannot be told, or it was refused, or\n"
      "something fires and --check is given.");
  command->footer(
      "Example:\n"
      "  sluice alarms --key li-wei.key\n"
      "  sluice alarms ack 7 --operator li.wei --reason \"the provider is called\" --key "
      "li-wei.key");
  command->require_subcommand(0, 1);
  const auto o = std::make_shared<alarms_choice>();
  add_list_options(*command, *o);
  add_list(*command, std::make_shared<alarms_choice>());
  add_acknowledge(*command);
  add_silence(*command);
  add_test(*command);
  on_chosen(
      *command, [o, command] { return command->get_subcommands().empty() ? list(*o) : exit_done; });
}

}  // namespace sluice::app

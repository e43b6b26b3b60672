#include <CLI/CLI.hpp>
#include <algorithm>
#include <iomanip>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "adapters/config/configuration.hpp"
#include "app/commands/commands.hpp"
#include "app/demo/demo_ports.hpp"
#include "app/health_probe.hpp"

namespace sluice::app {
namespace {

using json = nlohmann::json;

struct status_options {
  std::string config_file, at;
  bool all = false;
};

struct line {
  std::string name, value;
};

/// Of the page for Prometheus: without comments and buckets, and without what is 0.
std::vector<line> figures_in(const std::string& page, bool all) {
  std::vector<line> out;
  std::istringstream lines(page);
  for (std::string text; std::getline(lines, text);) {
    const auto blank = text.rfind(' ');
    if (text.empty() || text.front() == '#' || blank == std::string::npos) continue;
    line one{text.substr(0, blank), text.substr(blank + 1)};
    if (one.name.find("_bucket{") != std::string::npos) continue;
    if (all || one.value != "0") out.push_back(std::move(one));
  }
  return out;
}

/// Nothing: it does not tell, so an older one.
std::optional<std::uint64_t> alarms_in(const std::string& page) {
  std::optional<std::uint64_t> out;
  for (const auto& f : figures_in(page, true))
    if (f.name.starts_with("pay_alarms_firing{")) out = out.value_or(0) + std::stoull(f.value);
  return out;
}

void print_alarms(std::uint64_t many) {
  if (many == 0) {
    std::cout << "no alarm fires\n";
    return;
  }
  std::cout << many << (many == 1 ? " alarm fires" : " alarms fire")
            << "; `sluice alarms` tells which\n";
}

void print_checks(const json& ready) {
  for (const auto& c : ready.at("checks"))
    std::cout << std::left << std::setw(12) << c.at("name").get<std::string>() << ' '
              << std::setw(9) << (c.at("well").get<bool>() ? "well" : "NOT WELL") << ' '
              << c.at("says").get<std::string>() << '\n';
}

void print_figures(const std::vector<line>& figures) {
  std::size_t widest = 0;
  for (const auto& f : figures) widest = std::max(widest, f.name.size());
  std::cout << '\n';
  for (const auto& f : figures)
    std::cout << std::left << std::setw(static_cast<int>(widest)) << f.name << "  " << f.value
              << '\n';
}

/// Nothing: it has been said why.
std::optional<std::string> address_from(const status_options& o) {
  if (!o.at.empty()) return o.at;
  if (o.config_file.empty()) return demo::loopback_address(demo::usual_metrics_port);
  const auto read = load_metrics_settings(o.config_file);
  if (const auto* const problems = std::get_if<std::vector<config_problem>>(&read)) {
    for (const auto& problem : *problems) std::cerr << to_string(problem) << '\n';
    return std::nullopt;
  }
  const auto listen = std::get<metrics_settings>(read).listen;
  if (listen.empty()) {
    say(o.config_file + " has no section [metrics]: nobody can ask an engine that runs on it");
    return std::nullopt;
  }
  if (listen.ends_with(":0")) {
    say("the engine chooses its port for metrics anew at each start, and says which when it is "
        "ready; give it with --at");
    return std::nullopt;
  }
  return listen;
}

int status(const status_options& o) {
  constexpr millis limit{5000};
  const auto address = address_from(o);
  if (!address) return exit_misused;
  const auto ready = ask_over_http(*address, "/readyz", limit);
  const auto page = ask_over_http(*address, "/metrics", limit);
  if (!ready || !page) {
    say("nobody answers at " + *address +
        "; is the engine running, and does its configuration have [metrics] listen there? Its "
        "line \"ready\" says where it listens; --at takes another address");
    return exit_failed;
  }
  const auto checks = json::parse(ready->body, nullptr, false);
  if (!checks.is_object() || !checks.contains("checks") || page->status != 200) {
    say("what answers at " + *address + " is no engine of this kind");
    return exit_failed;
  }
  print_checks(checks);
  if (const auto many = alarms_in(page->body)) print_alarms(*many);
  print_figures(figures_in(page->body, o.all));
  return ready->status == 200 ? exit_done : exit_failed;
}

}  // namespace

void add_status(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "status",
      "Ask a running engine how it is: its checks, and its figures.\n"
      "Exit status 1: nobody answers, or it is not ready.");
  command->footer("Example:\n  sluice status --config /etc/sluice/sluice.toml");
  const auto o = std::make_shared<status_options>();
  command
      ->add_option("--config", o->config_file,
                   "the engine's TOML file; its [metrics] listen says where to ask")
      ->type_name("FILE");
  command->add_option("--at", o->at, "host:port to ask instead (default: 127.0.0.1:18903)")
      ->type_name("ADDRESS");
  command->add_flag("--all", o->all, "also what is 0");
  on_chosen(*command, [o] { return status(*o); });
}

}  // namespace sluice::app

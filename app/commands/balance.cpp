#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/channels/dialects.hpp"
#include "adapters/config/configuration.hpp"
#include "app/channel_talk.hpp"
#include "app/commands/commands.hpp"
#include "app/demo/known_secrets.hpp"
#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice::app {
namespace {

struct balance_choice {
  std::string config;
  std::vector<std::string> channels;  ///< empty: all that tell
};

bool tells_balances(const channel_access& one) {
  return !find_dialect(one.dialect)->balances.empty();
}

/// Null: it has been said why that one cannot be asked.
const channel_access* channel_named(const std::string& name, const configuration& in,
                                    const std::string& file) {
  const auto at = std::ranges::find_if(
      in.channels, [&](const channel_access& one) { return one.id.value() == name; });
  if (at == in.channels.end()) {
    say(file + " has no channel " + name);
    return nullptr;
  }
  if (tells_balances(*at)) return &*at;
  say("channels that speak " + at->dialect + " do not tell what lies there");
  return nullptr;
}

/// Empty: it has been said what is wrong.
std::vector<channel_access> channels_in(const balance_choice& chosen) {
  const auto read = load_configuration(chosen.config, demo::known_secrets());
  if (const auto* const problems = std::get_if<std::vector<config_problem>>(&read)) {
    for (const auto& problem : *problems) std::cerr << to_string(problem) << '\n';
    return {};
  }
  const auto& all = std::get<configuration>(read);
  std::vector<channel_access> out;
  for (const auto& name : chosen.channels) {
    const auto* const one = channel_named(name, all, chosen.config);
    if (one == nullptr) return {};
    out.push_back(*one);
  }
  if (!chosen.channels.empty()) return out;
  std::ranges::copy_if(all.channels, std::back_inserter(out), tells_balances);
  if (out.empty()) say("no channel of " + chosen.config + " tells what lies there");
  return out;
}

heard_balance fetched(channel_talk& talk, const channel_access& from, std::string_view which) {
  const auto said = talk.ask(from.base_url, [&](const dialect& speaks, const moment& at) {
    auto request = speaks.assemble_balance(which, at);
    SLUICE_INVARIANT(request.has_value());
    return *std::move(request);
  });
  return talk.speaks().understand_balance(which, said, this_moment().now);
}

/// "wechat-v3 BASIC: 8723.12 CNY available, 0.00 CNY pending".
std::string line_of(const std::string& whose, const account_balance& said) {
  std::string out = whose + ": " + to_string(said.available) + " available";
  const auto add = [&](const std::optional<money>& part, std::string_view name) {
    if (part) out.append(", ").append(to_string(*part)).append(" ").append(name);
  };
  add(said.pending, "pending");
  add(said.frozen, "frozen");
  add(said.total, "in all");
  return out;
}

int show(const std::string& whose, const heard_balance& heard) {
  return std::visit(
      overloaded{[&](const account_balance& said) {
                   std::cout << line_of(whose, said) << '\n';
                   if (adds_up(said)) return exit_done;
                   say(whose + ": what is available and what is frozen are not all that is there");
                   return exit_bill_wrong;
                 },
                 [&](const balance_refused& no) {
                   say(whose + ": the channel does not tell it: " + no.code);
                   return exit_failed;
                 },
                 [&](const balance_not_told& no) {
                   say(whose + ": no answer that can be believed: " + no.why);
                   return exit_failed;
                 }},
      heard);
}

/// Of all that came out, what most needs somebody: nothing heard, then something wrong.
int worse_of(int one, int other) {
  if (one == exit_failed || other == exit_failed) return exit_failed;
  return std::max(one, other);
}

int run(const balance_choice& chosen) {
  const auto from = channels_in(chosen);
  if (from.empty()) return exit_misused;
  int out = exit_done;
  for (const auto& one : from) {
    channel_talk talk(one);
    for (const auto which : find_dialect(one.dialect)->balances)
      out =
          worse_of(out, show(one.id.value() + ' ' + std::string(which), fetched(talk, one, which)));
  }
  return out;
}

}  // namespace

void add_balance(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "balance",
      "Ask channels what lies in the merchant's accounts there, a line an account.\n"
      "Exit status 0: all have told it; 1: one did not; 7: all have, and something does not add "
      "up.");
  command->footer(
      "Example:\n"
      "  sluice balance wechat-v3 alipay --config /etc/sluice/sluice.toml\n"
      "Without names all channels are asked that can tell it (WeChat Pay V3, Alipay). What lies\n"
      "there is of this moment: bills say how it came to be.");
  const auto chosen = std::make_shared<balance_choice>();
  command->add_option("CHANNEL", chosen->channels, "their names in the configuration")
      ->type_name("");
  command->add_option("--config", chosen->config, "the configuration that serve has")
      ->type_name("FILE")
      ->required();
  on_chosen(*command, [chosen] { return run(*chosen); });
}

}  // namespace sluice::app

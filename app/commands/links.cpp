#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/asking.hpp"
#include "app/commands/commands.hpp"
#include "app/link_table.hpp"

namespace sluice::app {
namespace {

using json = nlohmann::json;

struct links_choice {
  engine_choice whom;
  std::string from, to;
  std::uint32_t step = 0;
  std::vector<std::string> paths;
  bool as_json = false;
};

json question_of(const links_choice& o) {
  json out = json::object();
  if (!o.from.empty()) out["from"] = o.from;
  if (!o.to.empty()) out["to"] = o.to;
  if (o.step != 0) out["step_seconds"] = o.step;
  if (!o.paths.empty()) out["paths"] = o.paths;
  return out;
}

int tell_links(const links_choice& o) {
  const auto asked = ask_engine(o.whom, {"link.figures", question_of(o).dump()});
  const auto* answered = std::get_if<engine_answer>(&asked);
  if (answered == nullptr) return std::get<int>(asked);
  if (answered->said.is_error()) {
    say(sentence_of_refusal(*answered));
    return exit_failed;
  }
  const auto figures = json::parse(answered->said.body, nullptr, false);
  if (!figures.is_object() || !figures.contains("links")) {
    say("what answers at " + answered->subject + " is no engine of this kind");
    return exit_failed;
  }
  if (o.as_json)
    std::cout << answered->said.body << '\n';
  else
    show_link_figures(figures, std::cout);
  return exit_done;
}

}  // namespace

void add_links(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "links",
      "What went through each channel and kind of business: calls, success, latency, payments;\n"
      "and how soon refunds came through. Seconds are kept for an hour, minutes for eight days.\n"
      "Exit status 1: it cannot be told, or it was refused.");
  command->footer(
      "Example:\n  sluice links --key li-wei.key\n"
      "  sluice links --from 2026-01-02T00:00:00Z --step 3600 --path alipay --key li-wei.key");
  const auto o = std::make_shared<links_choice>();
  command->add_option("--from", o->from, "RFC 3339; without: five minutes before the end")
      ->type_name("TIME");
  command->add_option("--to", o->to, "RFC 3339; without: now")->type_name("TIME");
  command->add_option("--step", o->step, "seconds a row; without: one row for all of it")
      ->type_name("SECONDS");
  command
      ->add_option("--path", o->paths, "a channel, or one and a kind of business; several may be")
      ->type_name("PATH");
  command->add_flag("--json", o->as_json, "the engine's answer, one JSON object");
  add_engine_options(*command, o->whom);
  on_chosen(*command, [o] { return tell_links(*o); });
}

}  // namespace sluice::app

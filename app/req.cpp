#include <CLI/CLI.hpp>
#include <iostream>
#include <iterator>
#include <memory>

#include "app/asking.hpp"
#include "app/commands/commands.hpp"

namespace sluice::app {
namespace {

struct req_options {
  std::string what, body, id;
  std::vector<std::string> headers;
  engine_choice whom;
};

std::string check_header(const std::string& text) {
  const auto colon = text.find(':');
  return colon != std::string::npos && colon > 0 ? "" : '"' + text + "\" is not NAME:VALUE";
}

nats::headers headers_of(const req_options& o) {
  nats::headers out;
  for (const auto& header : o.headers) {
    const auto colon = header.find(':');
    const auto value = header.find_first_not_of(' ', colon + 1);
    out[header.substr(0, colon)] = value == std::string::npos ? "" : header.substr(value);
  }
  if (!o.id.empty()) out["Nats-Msg-Id"] = o.id;
  return out;
}

std::string body_of(const req_options& o) {
  if (o.body != "-") return o.body;
  return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

int print(const engine_answer& answered) {
  const auto& body = answered.said.body;
  std::cout << body;
  if (body.empty() || body.back() != '\n') std::cout << '\n';
  std::cout.flush();
  if (!answered.said.is_error()) return exit_done;
  say(sentence_of_refusal(answered));
  return exit_failed;
}

int ask(const req_options& o) {
  const auto asked = ask_engine(o.whom, {o.what, body_of(o), headers_of(o)});
  const auto* answered = std::get_if<engine_answer>(&asked);
  return answered != nullptr ? print(*answered) : std::get<int>(asked);
}

}  // namespace

void add_req(CLI::App& app) {
  auto* const command = app.add_subcommand(
      "req",
      "Send one request over NATS and print the answer.\n"
      "Exit status 1 when it is refused, nobody listens, or no answer comes.");
  command->footer(
      "Example:\n"
      "  sluice req help\n"
      "  sluice req order.get '{\"merchant\":\"m1\",\"order_no\":\"A-1\"}'\n"
      "  sluice req order.create - --id command-17 < order.json\n"
      "  sluice req order.create - --key shop.key < order.json\n"
      "\n"
      "Asking twice is safe: the same request gets the same answer. Where a signature is needed "
      "and\n"
      "no --key is given, the demo's keys are used, if it is the demo that answers.");
  const auto o = std::make_shared<req_options>();
  command->add_option("SUBJECT", o->what, "after the prefix, such as order.create")->required();
  command->add_option("BODY", o->body, "JSON; \"-\" reads it from standard input");
  command->add_option("--id", o->id, "command id (Nats-Msg-Id): the same id is answered once")
      ->type_name("ID");
  command->add_option("--header", o->headers, "further header; may be repeated")
      ->type_name("NAME:VALUE")
      ->check(CLI::Validator(check_header, ""))
      ->allow_extra_args(false);  // the next word is the subject
  add_engine_options(*command, o->whom);
  on_chosen(*command, [o] { return ask(*o); });
}

}  // namespace sluice::app

#include <CLI/CLI.hpp>
#include <iostream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

#include "adapters/access/key_file.hpp"
#include "adapters/access/signing.hpp"
#include "adapters/api/endpoints.hpp"
#include "adapters/config/units.hpp"
#include "adapters/nats/client.hpp"
#include "adapters/system/log_observer.hpp"
#include "adapters/system/machine_clock.hpp"
#include "app/assemble.hpp"
#include "app/commands/commands.hpp"
#include "app/demo/demo_keys.hpp"
#include "app/demo/known_secrets.hpp"
#include "domain/access/grant.hpp"

namespace sluice::app {
namespace {

struct req_options {
  std::string what, body;
  std::string config_file, nats_url, prefix, id, key_file;
  std::string inbox = "_INBOX";
  std::vector<std::string> headers;
  std::string timeout = "45s";
};

std::string check_timeout(const std::string& text) {
  const auto time = duration_from_text(text);
  return time && *time > millis{0} ? "" : '"' + text + "\" is not a time-out, such as \"45s\"";
}

std::string check_header(const std::string& text) {
  const auto colon = text.find(':');
  return colon != std::string::npos && colon > 0 ? "" : '"' + text + "\" is not NAME:VALUE";
}

std::string check_inbox(const std::string& text) {
  return is_subject_prefix(text) ? "" : '"' + text + "\" is not a subject, such as \"_INBOX.shop\"";
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

/// Nothing: the faults have been told.
std::optional<nats_settings> settings_of(const req_options& o) {
  nats_settings settings;
  if (!o.config_file.empty()) {
    auto result = load_configuration(o.config_file, demo::known_secrets());
    if (const auto* const problems = std::get_if<std::vector<config_problem>>(&result)) {
      for (const auto& problem : *problems) std::cerr << to_string(problem) << '\n';
      return std::nullopt;
    }
    settings = std::get<configuration>(std::move(result)).nats;
  }
  if (!o.nats_url.empty()) settings.url = o.nats_url;
  if (!o.prefix.empty()) settings.prefix = o.prefix;
  settings.name = "sluice-req";
  return settings;
}

std::string body_of(const req_options& o) {
  if (o.body != "-") return o.body;
  return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

/// The answer is the service's; but somebody should know.
void warn_of_stream(const nats::response& answered, const std::string& subject) {
  if (!answered.stored_in.empty())
    say("the JetStream stream " + answered.stored_in + " takes " + subject +
        " too: it answers before the engine, and keeps payment codes; a stream must take the "
        "events only");
}

int print(const nats::response& answered, const std::string& subject) {
  warn_of_stream(answered, subject);
  std::cout << answered.body;
  if (answered.body.empty() || answered.body.back() != '\n') std::cout << '\n';
  std::cout.flush();
  if (!answered.is_error()) return exit_done;
  const auto value = [&](const std::string& name) {
    const auto at = answered.with.find(name);
    return at == answered.with.end() ? std::string() : at->second;
  };
  auto sentence = subject + " was refused: " + value("Nats-Service-Error");
  if (const auto reason = value("Pay-Error-Reason"); !reason.empty())
    sentence += " (" + reason + ')';
  if (value("Pay-Retryable") == "true") sentence += "; the same request may succeed later";
  say(sentence);
  return exit_failed;
}

/// One question, asked once or, where it has to be signed, once more.
struct asking {
  nats::client& over;
  const nats_settings& at;
  std::string subject, body;
  nats::headers with;
  millis limit;
};

using asked = std::variant<nats::response, nats::request_failure>;

asked ask_unsigned(const asking& a) { return a.over.ask(a.subject, a.body, a.with, a.limit); }

asked ask_signed(const asking& a, const access::signing_key& by) {
  auto with = a.with;
  // Who names no command of his own does not repeat one.
  if (with["Nats-Msg-Id"].empty()) with["Nats-Msg-Id"] = "req-" + access::new_nonce();
  const auto type = with.find("Content-Type");
  for (const auto& [name, value] : access::signature_headers(
           by,
           {.prefix = a.at.prefix,
            .subject = a.subject,
            .message_id = with["Nats-Msg-Id"],
            .content_type = type == with.end() ? std::string_view() : type->second,
            .body = a.body},
           machine_clock().wall()))
    with[name] = value;
  return a.over.ask(a.subject, a.body, with, a.limit);
}

bool is_not_allowed(const asked& result) {
  const auto* answered = std::get_if<nats::response>(&result);
  if (answered == nullptr || !answered->is_error()) return false;
  const auto reason = answered->with.find("Pay-Error-Reason");
  return reason != answered->with.end() && reason->second == "not_allowed";
}

/// No service may ever be given it.
bool is_for_operators(const asking& a) {
  const auto which = api::endpoint_of(std::string_view(a.subject).substr(a.at.prefix.size() + 1));
  if (!which) return false;
  const auto& at = api::info_of(*which).at;
  return !access::may_be_given(access::principal_kind::service, {at.system, at.operation});
}

/// The folder that the engine of this prefix has put its callers' keys into; empty: it is no demo,
/// or another service. Only such a folder is believed.
std::filesystem::path demo_keys_in(const nats::response& answered, const std::string& prefix) {
  const auto info = nlohmann::json::parse(answered.body, nullptr, false);
  if (!info.is_object() || !info.contains("metadata") || !info["metadata"].is_object()) return {};
  const auto said = [&](const char* name) {
    const auto at = info["metadata"].find(name);
    return at != info["metadata"].end() && at->is_string() ? at->get<std::string>() : std::string();
  };
  const std::filesystem::path folder = said("demo_keys");
  const bool is_it = said("help") == prefix + ".help" && folder.extension() == ".demo-keys";
  return is_it ? folder : std::filesystem::path{};
}

/// Two persons live in the demo; a word is signed by whose it is.
std::filesystem::path key_for(const asking& a, const std::filesystem::path& folder) {
  if (!is_for_operators(a)) return demo::service_key(folder);
  const auto body = nlohmann::json::parse(a.body, nullptr, false);
  const bool is_second = body.is_object() && body.value("operator", nlohmann::json()) == "chen.jie";
  return is_second ? demo::second_operator_key(folder) : demo::operator_key(folder);
}

/// The demo says where its keys are; nobody else does. On a server with many services all of them
/// answer, and only what is ours is taken from the folder.
std::optional<access::signing_key> demo_key(const asking& a) {
  constexpr millis limit{1000};
  std::filesystem::path folder;
  const auto found = a.over.ask_many("$SRV.INFO", limit, [&](const nats::response& answered) {
    folder = demo_keys_in(answered, a.at.prefix);
    return !folder.empty();
  });
  if (!std::holds_alternative<nats::response>(found)) return std::nullopt;
  auto read = access::read_key_file(key_for(a, folder));
  if (!std::holds_alternative<access::signing_key>(read)) return std::nullopt;
  return std::get<access::signing_key>(std::move(read));
}

/// A refused request has done nothing: it may be asked again, by somebody.
asked ask_as_whoever_may(const asking& a) {
  auto result = ask_unsigned(a);
  if (!is_not_allowed(result)) return result;
  const auto key = demo_key(a);
  return key ? ask_signed(a, *key) : std::move(result);
}

int ask(const req_options& o) {
  std::optional<access::signing_key> key;
  if (!o.key_file.empty()) {
    auto read = access::read_key_file(o.key_file);
    if (const auto* why = std::get_if<std::string>(&read)) {
      say(*why);
      return exit_misused;
    }
    key = std::get<access::signing_key>(std::move(read));
  }

  const auto settings = settings_of(o);
  if (!settings) return exit_misused;
  const auto log = std::make_shared<log_observer>(
      log_options{.form = log_form_of_stderr(), .from = severity::critical});
  auto opened = nats::connection::open(connection_options_of(*settings), log);
  if (const auto* const error = std::get_if<nats::connect_failed>(&opened)) {
    say(error->what);
    return exit_failed;
  }
  nats::client client(std::get<std::shared_ptr<nats::connection>>(std::move(opened)), o.inbox);
  const auto subject = settings->prefix + '.' + o.what;
  const auto limit = duration_from_text(o.timeout).value();
  const asking wish{client, *settings, subject, body_of(o), headers_of(o), limit};
  const auto result = key ? ask_signed(wish, *key) : ask_as_whoever_may(wish);
  if (const auto* const failure = std::get_if<nats::request_failure>(&result)) {
    say(subject + ": " + std::string(explained(*failure)));
    return exit_failed;
  }
  return print(std::get<nats::response>(result), subject);
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
  command->add_option("--nats", o->nats_url, "server address")
      ->type_name("URL")
      ->envname("NATS_URL");
  command->add_option("--prefix", o->prefix, "of the subject; \"pay\" when not given")
      ->type_name("NAME");
  command->add_option("--id", o->id, "command id (Nats-Msg-Id): the same id is answered once")
      ->type_name("ID");
  command
      ->add_option(
          "--key", o->key_file, "sign with this key, as `sluice key new` has handed it out")
      ->type_name("FILE");
  command->add_option("--header", o->headers, "further header; may be repeated")
      ->type_name("NAME:VALUE")
      ->check(CLI::Validator(check_header, ""))
      ->allow_extra_args(false);  // the next word is the subject
  command->add_option("--inbox", o->inbox, "where answers come: what this user may subscribe to")
      ->type_name("NAME")
      ->check(CLI::Validator(check_inbox, ""))
      ->capture_default_str();
  command->add_option("--timeout", o->timeout, "how long to wait for the answer")
      ->type_name("TIME")
      ->check(CLI::Validator(check_timeout, ""))
      ->capture_default_str();
  command->add_option("--config", o->config_file, "take address, prefix and login from this file")
      ->type_name("FILE");
  on_chosen(*command, [o] { return ask(*o); });
}

}  // namespace sluice::app

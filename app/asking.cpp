#include "app/asking.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "adapters/access/key_file.hpp"
#include "adapters/access/signing.hpp"
#include "adapters/api/endpoints.hpp"
#include "adapters/config/units.hpp"
#include "adapters/system/log_observer.hpp"
#include "adapters/system/machine_clock.hpp"
#include "app/assemble.hpp"
#include "app/commands/commands.hpp"
#include "app/demo/demo_keys.hpp"
#include "app/demo/known_secrets.hpp"
#include "domain/access/grant.hpp"

namespace sluice::app {
namespace {

std::string check_timeout(const std::string& text) {
  const auto time = duration_from_text(text);
  return time && *time > millis{0} ? "" : '"' + text + "\" is not a time-out, such as \"45s\"";
}

std::string check_inbox(const std::string& text) {
  return is_subject_prefix(text) ? "" : '"' + text + "\" is not a subject, such as \"_INBOX.shop\"";
}

/// Nothing: the faults have been told.
std::optional<nats_settings> settings_of(const engine_choice& whom) {
  nats_settings settings;
  if (!whom.config_file.empty()) {
    auto result = load_configuration(whom.config_file, demo::known_secrets());
    if (const auto* const problems = std::get_if<std::vector<config_problem>>(&result)) {
      for (const auto& problem : *problems) std::cerr << to_string(problem) << '\n';
      return std::nullopt;
    }
    settings = std::get<configuration>(std::move(result)).nats;
  }
  if (!whom.nats_url.empty()) settings.url = whom.nats_url;
  if (!whom.prefix.empty()) settings.prefix = whom.prefix;
  settings.name = "sluice-req";
  return settings;
}

/// The answer is the service's; but somebody should know.
void warn_of_stream(const nats::response& answered, const std::string& subject) {
  if (!answered.stored_in.empty())
    say("the JetStream stream " + answered.stored_in + " takes " + subject +
        " too: it answers before the engine, and keeps payment codes; a stream must take the "
        "events only");
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

struct misused {};
/// Nothing: no key is given.
std::variant<std::optional<access::signing_key>, misused> key_of(const engine_choice& whom) {
  if (whom.key_file.empty()) return std::optional<access::signing_key>{};
  auto read = access::read_key_file(whom.key_file);
  if (const auto* why = std::get_if<std::string>(&read)) {
    say(*why);
    return misused{};
  }
  return std::optional(std::get<access::signing_key>(std::move(read)));
}

}  // namespace

std::variant<engine_answer, int> ask_engine(const engine_choice& whom,
                                            const engine_question& question) {
  const auto given = key_of(whom);
  if (std::holds_alternative<misused>(given)) return exit_misused;
  const auto& key = std::get<std::optional<access::signing_key>>(given);
  const auto settings = settings_of(whom);
  if (!settings) return exit_misused;
  const auto log = std::make_shared<log_observer>(
      log_options{.form = log_form_of_stderr(), .from = severity::critical});
  auto opened = nats::connection::open(connection_options_of(*settings), log);
  if (const auto* const error = std::get_if<nats::connect_failed>(&opened)) {
    say(error->what);
    return exit_failed;
  }
  nats::client client(std::get<std::shared_ptr<nats::connection>>(std::move(opened)), whom.inbox);
  const auto subject = settings->prefix + '.' + question.what;
  const auto limit = duration_from_text(whom.timeout).value();
  const asking wish{client, *settings, subject, question.body, question.with, limit};
  auto result = key ? ask_signed(wish, *key) : ask_as_whoever_may(wish);
  if (const auto* const failure = std::get_if<nats::request_failure>(&result)) {
    say(subject + ": " + std::string(explained(*failure)));
    return exit_failed;
  }
  auto& answered = std::get<nats::response>(result);
  warn_of_stream(answered, subject);
  return engine_answer{subject, std::move(answered)};
}

std::string sentence_of_refusal(const engine_answer& answered) {
  const auto value = [&](const std::string& name) {
    const auto at = answered.said.with.find(name);
    return at == answered.said.with.end() ? std::string() : at->second;
  };
  auto sentence = answered.subject + " was refused: " + value("Nats-Service-Error");
  if (const auto reason = value("Pay-Error-Reason"); !reason.empty())
    sentence += " (" + reason + ')';
  if (value("Pay-Retryable") == "true") sentence += "; the same request may succeed later";
  return sentence;
}

void add_engine_options(CLI::App& command, engine_choice& into) {
  command.add_option("--nats", into.nats_url, "server address")
      ->type_name("URL")
      ->envname("NATS_URL");
  command.add_option("--prefix", into.prefix, "of the subject; \"pay\" when not given")
      ->type_name("NAME");
  command
      .add_option(
          "--key", into.key_file, "sign with this key, as `sluice key new` has handed it out")
      ->type_name("FILE");
  command.add_option("--inbox", into.inbox, "where answers come: what this user may subscribe to")
      ->type_name("NAME")
      ->check(CLI::Validator(check_inbox, ""))
      ->capture_default_str();
  command.add_option("--timeout", into.timeout, "how long to wait for the answer")
      ->type_name("TIME")
      ->check(CLI::Validator(check_timeout, ""))
      ->capture_default_str();
  command.add_option("--config", into.config_file, "take address, prefix and login from this file")
      ->type_name("FILE");
}

}  // namespace sluice::app

#pragma once
/// Asking a running engine over NATS as people at the command line do: where it is, whose key
/// signs, and what it says to a refusal. Used by `sluice req` and `sluice alarms`.

#include <string>
#include <variant>

#include "adapters/nats/client.hpp"

namespace CLI {
class App;
}

namespace sluice::app {

/// Which engine, and in whose name.
struct engine_choice {
  std::string config_file, nats_url, prefix, key_file;
  std::string inbox = "_INBOX";
  std::string timeout = "45s";
};
/// --nats, --prefix, --key, --inbox, --timeout and --config.
void add_engine_options(CLI::App& command, engine_choice& into);

struct engine_question {
  std::string what;  ///< after the prefix: "order.create"
  std::string body;
  nats::headers with{};
};
struct engine_answer {
  std::string subject;
  nats::response said;
};

/// The answer, also where it is a refusal; otherwise an exit status, and why has been said. Where a
/// signature is needed and no key is given, the demo's are used, if it is the demo that answers.
[[nodiscard]] std::variant<engine_answer, int> ask_engine(const engine_choice& whom,
                                                          const engine_question& question);
/// Precondition: it is an error.
[[nodiscard]] std::string sentence_of_refusal(const engine_answer& answered);

}  // namespace sluice::app

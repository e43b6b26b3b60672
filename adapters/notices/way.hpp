#pragma once
/// The ways to a receiver of alarms, as the configuration file describes them. Whom there is, and
/// of what each wants to hear, the engine knows by engine_settings::alarms.

#include <string>
#include <variant>
#include <vector>

#include "base/secret.hpp"

namespace sluice::notices {

struct smtp_way {
  std::string url{};  ///< "smtp://mail.example:587", "smtps://…"
  std::string from{};
  std::vector<std::string> to{};  ///< at least one
  std::string user{};  ///< empty: without a login
  secret password{};
  bool starttls = true;  ///< of smtp://: without encryption nothing is sent
  std::string authorities_file{};  ///< PEM; empty: the machine's
};
struct http_way {
  secret url{};  ///< chat services put their password into it
  secret bearer{};  ///< empty: none
};
struct nats_way {};  ///< the engine's own connection
struct command_way {
  std::vector<std::string> words{};  ///< the program's whole path, and what it is given
};
using way = std::variant<smtp_way, http_way, nats_way, command_way>;

struct named_way {
  std::string receiver;
  way by;
};

}  // namespace sluice::notices

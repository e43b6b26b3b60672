#pragma once
/// To a channel or merchant, about its settings; to the registrar, about who may ask; to the actor
/// of the routing rules, about these.

#include <caf/all.hpp>
#include <cstdint>
#include <optional>

#include "actors/desk/request.hpp"
#include "domain/access/command.hpp"
#include "domain/channel/command.hpp"
#include "domain/routing/command.hpp"
#include "events/codec.hpp"

namespace sluice {

template <class Command>
struct settings_word {
  caf::actor reply_to{};  ///< gets `answered` with the settings as they are then; nobody: nobody
  std::uint64_t who = 0;  ///< the token of whom reply_to asks for
  std::optional<Command> what{};  ///< nothing: only tell
  cause why{};
  proviso under{};
  std::optional<store::index_entry> guard{};  ///< the command id, written with the event
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::settings_word<sluice::channel::command>)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::settings_word<sluice::access::word>)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::settings_word<sluice::routing::command>)

#pragma once
/// To a channel or merchant, about its settings; to the registrar, about who may ask; to the actors
/// of the routing rules and of the engine's level, about these.

#include <caf/all.hpp>
#include <cstdint>
#include <optional>

#include "actors/desk/request.hpp"
#include "actors/ports/clock.hpp"
#include "domain/access/command.hpp"
#include "domain/balance/command.hpp"
#include "domain/channel/command.hpp"
#include "domain/contract/command.hpp"
#include "domain/degradation/command.hpp"
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

/// What is wanted for a while is judged by when it was asked for.
template <class Command>
void note_when_asked(settings_word<Command>& w, clock_port& clock) {
  if (!w.what) return;
  std::visit(
      [&](auto& word) {
        if constexpr (requires { word.asked_at; }) word.asked_at = clock.machine_time();
      },
      *w.what);
}

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::settings_word<sluice::channel::command>)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::settings_word<sluice::access::word>)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::settings_word<sluice::degradation::command>)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::settings_word<sluice::routing::command>)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::settings_word<sluice::contract::command>)

#pragma once
/// What a proposal is told, always through its host, and what it tells of itself.

#include <caf/all.hpp>
#include <optional>
#include <variant>

#include "actors/engine/messages.hpp"
#include "domain/approval/command.hpp"

namespace sluice {

// -- front desk -> proposal -----------------------------------------------------------------------

/// A person asks for a dangerous word. The answer is the word's own, or that another must agree.
struct word_asked {
  token who = 0;
  approval::proposed what;
  std::optional<store::index_entry> guard{};  ///< the command id, so that a repeat finds it again
};
/// The same again, by its command id.
struct word_repeated {
  token who = 0;
};
struct word_confirmed {
  token who = 0;
  approval::confirm what;
  std::optional<store::index_entry> guard{};  ///< its own command id
};

// -- to itself
// --------------------------------------------------------------------------------------

/// What the word led to.
struct word_answered {
  answer what;
};
/// Its time may have come, or the engine has been away.
struct look_again {};

struct proposal_message {
  proposal_id proposal;
  std::variant<word_asked, word_repeated, word_confirmed, word_answered, look_again> what;
  cause why{};
};

// -- proposal -> who keeps the list of what waits for people
// ----------------------------------------

struct proposal_stands {
  proposal_id proposal;
  std::optional<proposal_view> how{};  ///< nothing: it is over
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::batch<sluice::proposal_message>)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::batch<sluice::proposal_stands>)

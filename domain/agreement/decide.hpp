#pragma once
/// What becomes of an agreement. Pure; its entity asks (actors/agreement).

#include <optional>
#include <variant>
#include <vector>

#include "domain/agreement/command.hpp"
#include "domain/agreement/state.hpp"
#include "domain/rejection.hpp"

namespace sluice::agreement {

/// How long a payer may take to sign, where the caller does not say.
inline constexpr millis time_to_sign{15 * 60 * 1000};
/// A channel may take so long to know what a payer has just done: what it does not know until then
/// says nothing.
inline constexpr millis visibility{120'000};
/// The channel is asked about one that waits so often.
inline constexpr backoff asked_again{millis{5000}, millis{600'000}};

/// What the channel is to be asked, once the events are durable.
enum class call : std::uint8_t {
  offer,
  query,
  end,
  open,  ///< the card, with the code that its payer has typed
};

struct effects {
  std::vector<event> events{};
  std::optional<call> then{};
};

/// What happens, nothing where everything is so already, or why not.
[[nodiscard]] std::variant<effects, rejection> decide(const state& s, const command& c);

/// When to look again; nothing: not by itself.
[[nodiscard]] std::optional<instant> next_look(const state& s, instant now);

}  // namespace sluice::agreement

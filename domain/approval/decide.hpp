#pragma once
/// What becomes of a proposal. Pure; the people's actor asks.

#include <optional>
#include <variant>

#include "domain/approval/command.hpp"
#include "domain/approval/state.hpp"
#include "domain/rejection.hpp"

namespace sluice::approval {

/// A proposal is void after this time.
inline constexpr millis time_to_agree{30 * 60 * 1000};

/// What the rules need to know besides.
struct surroundings {
  instant now{};
  std::uint64_t position = 0;  ///< where the stream that it would change ends now
  bool is_proposer_entitled = false;  ///< may still ask for the word
  bool is_second_entitled = false;  ///< who agrees could have asked for it as well
};

/// The event, nothing where everything is so already, or why not. A proposal that can be agreed to
/// no more lapses by an event: whoever wanted to agree is told by why_void.
[[nodiscard]] std::variant<std::optional<event>, rejection> decide(const state& s, const command& c,
                                                                   const surroundings& around);

/// Of one that has lapsed, for who wanted to agree to it.
[[nodiscard]] rejection why_void(const lapsed& why);

}  // namespace sluice::approval

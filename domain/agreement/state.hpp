#pragma once
/// The life of an agreement.
///
///            requested          offered            signed_by_payer
///   absent ───────────> asking ─────────> offered ─────────────────> in_force
///                         │                  │                        │     │
///                         ├──────────────────┤ lapsed                 │     │ ended
///                         │                  └────────> lapsed        │     │ (by the payer)
///                         │                               │           │     v
///                         └──────────> ending <───────────┴───────────┘   ended
///                     ending_requested   │    signed too late               ^
///                                        └──────────────────────────────────┘
///                                                     ended
///
/// Of a card that is opened by a code, `offered` goes to `opening` by code_given, and comes back by
/// code_refused; `opening` has the other ways of `offered`, too.

#include <cstdint>
#include <string_view>

#include "domain/agreement/event.hpp"

namespace sluice::agreement {

enum class stage : std::uint8_t {
  absent,
  asking,  ///< the channel may have been asked; what the payer has to do is not known
  offered,  ///< the payer may be signing
  opening,  ///< the channel may have been told the code that he has typed
  in_force,
  lapsed,  ///< never signed
  ending,  ///< the channel is asked to end it
  ended,
};
[[nodiscard]] std::string_view name_of(stage s) noexcept;

struct state {
  agreement::stage stage = agreement::stage::absent;
  requested what{};
  instant since{};  ///< when it was requested
  payer_action action{};  ///< from `offered` on
  private_text reference{};  ///< from `in_force` on; empty: never signed
  std::string payer{};
  ending why_ending{};
  instant ending_since{};
  std::string code{};  ///< the channel's last word on its end, or on a code
  std::uint8_t codes = 0;  ///< how many the payer has typed
  instant code_given_at{};
};

/// The payer may sign, or it is being found out whether he has.
[[nodiscard]] bool is_before_signing(stage s) noexcept;

/// So many codes may a payer type.
inline constexpr std::uint8_t most_codes = 5;

/// A card is opened by a code; else the payer signs at the channel.
[[nodiscard]] inline bool is_by_card(const state& s) noexcept { return !s.what.card_shown.empty(); }

/// An order that names it lets the payer sign while he pays.
[[nodiscard]] bool can_be_signed_while_paying(const state& s) noexcept;

/// The channel will be asked about it again without anybody's doing.
[[nodiscard]] bool is_under_way(const state& s) noexcept;

/// The written table: what may happen next. Of anything else the log is damaged, or somebody has
/// written into it.
[[nodiscard]] bool may_follow(const state& s, const event& e) noexcept;

/// The state after an event that was decided at this time. Precondition: it may follow.
void apply(state& s, const event& e, instant at);

}  // namespace sluice::agreement

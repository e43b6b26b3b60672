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

#include <cstdint>
#include <string_view>

#include "domain/agreement/event.hpp"

namespace sluice::agreement {

enum class stage : std::uint8_t {
  absent,
  asking,   ///< the channel may have been asked; what the payer has to do is not known
  offered,  ///< the payer may be signing
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
  std::string code{};  ///< the channel's last word on its end
};

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

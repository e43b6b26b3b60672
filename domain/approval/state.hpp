#pragma once
/// The life of a proposal.
///
///            proposed                confirmed               carried_out
///   absent ───────────> open ───────────────────> agreed ───────────────> done
///      │                  │                         │ ▲
///      │                  └───────> lapsed <────────┘ │
///      └──────────────────────────────────────────────┘
///              proposed, where one person is enough

#include <optional>
#include <string_view>

#include "base/instant.hpp"
#include "domain/approval/event.hpp"

namespace sluice::approval {

enum class stage : std::uint8_t {
  absent,
  open,    ///< waits for a second person
  agreed,  ///< is being done
  done,
  lapsed,  ///< will never be done
};
[[nodiscard]] std::string_view name_of(stage s) noexcept;

struct state {
  approval::stage stage = approval::stage::absent;
  proposed what{};
  instant since{};  ///< when it was proposed
  std::optional<confirmed> second{};
  approval::lapsed why{};  ///< where it has lapsed
};

/// It waits for somebody, or is being done.
[[nodiscard]] inline bool is_under_way(const state& s) noexcept {
  return s.stage == stage::open || s.stage == stage::agreed;
}

/// The state after an event that was decided at this time.
void apply(state& s, const event& e, instant at);

}  // namespace sluice::approval

#pragma once
/// How near the engine is to the end of its memory, and what it still takes then. Work is given up
/// in the order in which it is least missed: what nobody waits for first, then new payments, then
/// looks, then refunds. Doubt is settled, notifications are heard and operators answered at every
/// level: they free memory, or are few. The order is that of Netflix's and Google's load shedding
/// (SRE book, "Handling Overload"): what is begun is worth more than what is new.

#include <cstdint>
#include <string_view>

namespace sluice::overload {

enum class level : std::uint8_t {
  normal,
  sheds,        ///< from 80 %: no new payments for which no payer stands at the till
  refuses_new,  ///< from 90 %: no new payments at all, and looks come again later
  drains,       ///< from 95 %: nothing more from services until there is room
};

enum class work : std::uint8_t {
  background_payment,  ///< payouts and what else nobody waits for
  payment,
  look,    ///< a service asks how something stands
  refund,  ///< also a revoke: somebody wants money back
  always,  ///< operators
};

struct memory {
  std::uint64_t used = 0, limit = 0;  ///< bytes; a limit of 0: none is known
};

/// A level is left only when there is five points more room than where it began, or requests would
/// be taken and refused by turns.
[[nodiscard]] level level_of(const memory& m, level before) noexcept;

[[nodiscard]] bool takes(level now, work what) noexcept;

/// "sheds"
[[nodiscard]] std::string_view name_of(level l) noexcept;

}  // namespace sluice::overload

#pragma once
/// Whose fault a channel's code names, as its table says (adapters/channels/code_table.hpp). What
/// a failure costs depends on it: a payer without money says nothing against the channel, a refused
/// account is worth another channel, and who is too fast should slow down.

#include <cstdint>

namespace sluice {

enum class fault : std::uint8_t {
  none,  ///< not a failure, or nobody can tell
  payer,  ///< balance, card, limits, wrong or old payment code
  order,  ///< the number is used up, the amount or text is not allowed
  account,  ///< our account at this channel: rights, agreement, key, limits
  program,  ///< we said it wrongly
  channel,  ///< the channel itself is sick
  too_fast,  ///< more calls than it takes; this one was not looked at
};

}  // namespace sluice

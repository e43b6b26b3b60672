#pragma once
/// What the engine may hear when the bank has said something, by the language in between. Used by
/// the hearing judge, and by the way for what it asks; shares nothing with the dialects' own
/// tables.

#include <string_view>

#include "actors/ports/channel_port.hpp"

namespace sluice::sim {

/// One call, and what stands around it.
struct exchange {
  std::string_view dialect;
  const channel_call& call;
  std::int64_t refunded_minor = 0;  ///< of the trade, done or on its way
  bool refund_differs = false;  ///< another amount goes back than was asked for
  bool is_taken = false;  ///< of what was held a capture has taken
  bool closed_meanwhile = false;  ///< the channel itself has just closed it, because it was late
  std::optional<money> paid_meanwhile{};  ///< it wanted to, and the payer was faster
};

/// What the dialect's channel is asked for this.
[[nodiscard]] operation asked_for(std::string_view dialect, const channel_call& call) noexcept;

/// The number of an agreement as a language hears it: UnionPay's stands before "&" and the number
/// under which it gives the merchant tokens.
[[nodiscard]] bool is_agreement_number(std::string_view heard, std::string_view said) noexcept;

/// It says nothing: neither what was done nor what was not.
[[nodiscard]] bool says_nothing(const channel_answer& heard) noexcept;

/// The same, or what this language has for it.
[[nodiscard]] bool may_be_heard(const exchange& x, const channel_answer& said,
                                const channel_answer& heard);

/// The bank was not asked at all, and the channel may say so: nothing was done.
[[nodiscard]] bool may_be_heard_of_nothing(const channel_answer& heard) noexcept;

/// "paid (SUCCESS, 1200)": for people.
[[nodiscard]] std::string described(const channel_answer& answer);

}  // namespace sluice::sim

#pragma once
/// What a channel said about an agreement: dialects produce these from answers and notices, the
/// agreement's rules weigh them. No answer is never "not signed", and never "ended".

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/ids.hpp"
#include "domain/payer_action.hpp"
#include "domain/private_text.hpp"

namespace sluice::agreement {

/// Where a statement comes from. Stored in the log: never change or reuse a number.
enum class source : std::uint8_t {
  answer = 1,  ///< to being asked to offer it, or to end it
  query = 2,
  notice = 3,
  engine = 4,  ///< it knows by itself: a page that it built, a call that never left
};
[[nodiscard]] std::string_view name_of(source from) noexcept;

enum class finding : std::uint8_t {
  unknown,     ///< no answer, or one that cannot be believed or understood
  payer_asked,  ///< the payer is to sign: `action`
  in_force,    ///< the payer has signed: `reference`
  not_signed,  ///< the channel has none that is in force, at this moment
  refused,     ///< a listed refusal: it was not offered, and will not be
  ended,       ///< it was in force, and is so no more
  code_refused,  ///< the payer has typed a wrong code; nothing was opened
};
[[nodiscard]] std::string_view name_of(finding f) noexcept;

struct report {
  finding found = finding::unknown;
  source from = source::query;
  bool unlisted = false;  ///< no table has the code at all; for people, not the agreement
  std::string code{};  ///< the channel's word, for people
  payer_action action{};
  private_text reference{};  ///< the channel's own number: whoever has it can charge the payer
  std::string payer{};  ///< as the channel shows him, masked: "158****1562"
};

}  // namespace sluice::agreement

#pragma once
/// What can become of an agreement.

#include <variant>

#include "domain/agreement/event.hpp"

namespace sluice::agreement {

/// The merchant wants one.
struct create {
  requested what;
};
/// The merchant wants it no more.
struct end {};
/// The payer has typed a code.
struct give_code {
  instant at{};
  bool is_card_known = false;  ///< it was given to this engine, and not to one that has ended
};
/// Something was heard of it.
struct hear {
  report said;
  instant began{};  ///< when the channel was asked; of a notice: when it came
};
/// It may be time to ask the channel.
struct look_again {};

using command = std::variant<create, end, give_code, hear, look_again>;

}  // namespace sluice::agreement

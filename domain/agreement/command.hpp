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
/// Something was heard of it.
struct hear {
  report said;
  instant began{};  ///< when the channel was asked; of a notice: when it came
};
/// It may be time to ask the channel.
struct look_again {};

using command = std::variant<create, end, hear, look_again>;

}  // namespace sluice::agreement

#pragma once
/// What can become of a proposal.

#include <string>
#include <variant>

#include "domain/approval/event.hpp"

namespace sluice::approval {

/// A person asks for a dangerous word.
struct propose {
  proposed what;
};
/// Another one agrees, and says what he has seen.
struct confirm {
  std::uint64_t position = 0;  ///< of the stream that it would change
  access::principal_id by;
  signed_by who;
};
/// The word was carried out.
struct finish {};
/// The word was refused by what should have carried it out.
struct give_up {
  std::string refusal;
};
/// Its time may have come.
struct look_again {};

using command = std::variant<propose, confirm, finish, give_up, look_again>;

}  // namespace sluice::approval

#pragma once
/// What a proposal is called: the SHA-256 of what was proposed, in 64 lower-case hexadecimal
/// digits. Whoever agrees names it, and so agrees to just that.

#include <string>

#include "base/tagged.hpp"

namespace sluice {

using proposal_id = tagged<struct proposal_id_tag, std::string>;

}  // namespace sluice

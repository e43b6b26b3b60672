#pragma once
/// Front desk -> registrar: tell what is in the register; nothing is changed.

#include <caf/all.hpp>
#include <variant>

#include "actors/engine/messages.hpp"

namespace sluice {

using register_subject =
    std::variant<list_principals, list_keys, access::principal_id, access::key_id>;

struct access_look {
  token who = 0;
  register_subject what;
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::access_look)

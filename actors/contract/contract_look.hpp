#pragma once
/// Front desk -> the actor that keeps the contracts: what has been agreed with them?

#include <caf/all.hpp>

#include "actors/engine/messages.hpp"
#include "domain/contract/event.hpp"

namespace sluice {

struct contract_look {
  token who = 0;
  contract::party with;
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::contract_look)

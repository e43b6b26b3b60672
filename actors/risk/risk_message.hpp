#pragma once
/// What the examiner is told.

#include "actors/engine/messages.hpp"
#include "actors/ports/risk_port.hpp"

namespace sluice {

/// An order asks. It is answered exactly once, in time, whatever the risk service does.
struct risk_wanted {
  risk_question what;
};
/// Front desk -> examiner: the risk service has answered.
struct risk_said {
  token who = 0;
  answer_risk what;
};

}  // namespace sluice

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::risk_wanted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::risk_said)

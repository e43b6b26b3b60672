#pragma once
/// Before which kinds of business the risk service is asked, and for how long it is listened to:
/// the file's word, taken over by an event of the stream "engine". What it means for an order is in
/// the order's own first event.

#include <cstdint>
#include <map>

#include "base/instant.hpp"
#include "domain/order/risk.hpp"
#include "domain/policy.hpp"

namespace sluice::order {

struct risk_rules {
  std::map<business_type, risk_silence> asks{};  ///< what silence means; empty: nobody is asked
  millis within{50};  ///< it says whether an order may begin, or counts as silent
  millis code_within{3000};  ///< it says whether a payer's code is the right one
  std::uint32_t most_open = 4096;  ///< questions at a time; beyond, it counts as silent at once
  friend bool operator==(const risk_rules&, const risk_rules&) = default;
};

}  // namespace sluice::order

#pragma once
/// When the risk service is asked, as the log says: published by the steward, read by whoever lets
/// orders in and by whoever asks. Two words of one reload may hold for one of them a moment before
/// the other.

#include "actors/ports/shared_value.hpp"
#include "domain/order/risk_rules.hpp"

namespace sluice {

using shared_risk_rules = shared_value<order::risk_rules>;
using risk_rules_reader = value_reader<order::risk_rules>;

}  // namespace sluice

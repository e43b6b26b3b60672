#pragma once
/// What has happened to how much the engine takes on: people changed the level of all of it, or the
/// file the rules by which merchants' levels change, or
/// when the risk service is asked. There is one stream of it, so that the log
/// says what was taken on at any time, and who wanted that. Of the level the file says nothing: it
/// says what is usual. The written form: events/v1/engine.proto.

#include <variant>

#include "domain/degradation/level.hpp"
#include "domain/merchant/level_rule.hpp"
#include "domain/order/risk_rules.hpp"
#include "domain/origin.hpp"

namespace sluice::degradation {

struct degraded {
  level_wish what;
  signed_by who;
  friend bool operator==(const degraded&, const degraded&) = default;
};

/// The file's rules about merchants' levels, as they were taken over: those before are no more.
struct rules_configured {
  merchant::level_rules rules;
  friend bool operator==(const rules_configured&, const rules_configured&) = default;
};

/// When the risk service is asked, as the file says: what it said before is no more.
struct risk_configured {
  order::risk_rules rules;
  friend bool operator==(const risk_configured&, const risk_configured&) = default;
};

/// The engine found that its log was put back: from now on it is restored, until people end that.
struct log_restored {
  restoration of;
  friend bool operator==(const log_restored&, const log_restored&) = default;
};

using event = std::variant<degraded, rules_configured, risk_configured, log_restored>;

}  // namespace sluice::degradation

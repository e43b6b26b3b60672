#pragma once
/// What has happened to the rules of routing: somebody changed them. There is one stream of them,
/// so that the log says by which rules any order was routed, and who wanted them. The written form:
/// events/v1/routing.proto.

#include <string>
#include <variant>
#include <vector>

#include "domain/origin.hpp"
#include "domain/routing/rulebook.hpp"

namespace sluice::routing {

/// The file's rules and tuning, as they were taken over. A rule that it says otherwise than before
/// becomes so, and one that has left it goes; what a person has said since of another stays.
struct rules_configured {
  rulebook in_file;
  friend bool operator==(const rules_configured&, const rules_configured&) = default;
};

/// A rule becomes so, whatever it was before, or comes last of all.
struct rule_set {
  rule what;
  friend bool operator==(const rule_set&, const rule_set&) = default;
};
struct rule_dropped {
  std::string name;
  friend bool operator==(const rule_dropped&, const rule_dropped&) = default;
};
using rule_change = std::variant<rule_set, rule_dropped>;

/// A person changed one of them.
struct rules_changed {
  rule_change what;
  signed_by who;
  friend bool operator==(const rules_changed&, const rules_changed&) = default;
};

using event = std::variant<rules_configured, rules_changed>;

}  // namespace sluice::routing

#include "domain/routing/rule_behind.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice::routing {
namespace {

bool names(const std::vector<channel_id>& all, const channel_id& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// It may have led to such a verdict about the channel.
bool leads_to(verdict what, const rule& r, const channel_id& of) {
  switch (what) {
    case verdict::rule_only: return !r.only.empty() && !names(r.only, of);
    case verdict::rule_never: return names(r.never, of);
    case verdict::canary:
    case verdict::canary_out:
    case verdict::canary_bad: return r.tries && r.tries->channel == of;
    case verdict::preferred: return r.prefer == of;
    case verdict::maintenance: return is_away(r, of);
    case verdict::merchant_list:
    case verdict::not_configured:
    case verdict::not_asked_for:
    case verdict::business_type:
    case verdict::wallet:
    case verdict::currency:
    case verdict::not_essential:
    case verdict::for_tests:
    case verdict::path_open:
    case verdict::no_room:
    case verdict::shadow:
    case verdict::lower_score:
    case verdict::chosen:
    case verdict::leading:
    case verdict::explored:
    case verdict::probe: return false;
  }
  broken_invariant("every verdict is of a rule or of none", __FILE__, __LINE__);
}

}  // namespace

const rule* rule_behind(verdict what, const channel_id& of, const rules_in_force& rules) {
  const auto it = std::find_if(
      rules.begin(), rules.end(), [&](const rule* r) { return leads_to(what, *r, of); });
  return it == rules.end() ? nullptr : *it;
}

}  // namespace sluice::routing

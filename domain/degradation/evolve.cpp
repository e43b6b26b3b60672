#include "base/overloaded.hpp"
#include "domain/degradation/state.hpp"

namespace sluice::degradation {

void apply(state& s, const event& e, instant at) {
  std::visit(overloaded{
                 [&](const degraded& d) {
                   s.now = d.what;
                   if (s.now.to == level::normal) s.now.restored_after = 0;
                   s.from = origin_of(d.who, at);
                 },
                 [&](const rules_configured& c) { s.rules = c.rules; },
                 [&](const risk_configured& c) { s.risk = c.rules; },
                 [&](const log_restored& r) {
                   s.now = {.to = level::restored, .restored_after = r.of.after};
                   s.from = {.reason = "the log was put back", .since = at};
                   s.last_restored = r.of;
                 },
             },
             e);
}

}  // namespace sluice::degradation

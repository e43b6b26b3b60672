#include "base/overloaded.hpp"
#include "domain/degradation/state.hpp"

namespace sluice::degradation {

void apply(state& s, const event& e, instant at) {
  std::visit(overloaded{
                 [&](const degraded& d) {
                   s.now = d.what;
                   s.from = origin_of(d.who, at);
                 },
                 [&](const rules_configured& c) { s.rules = c.rules; },
                 [&](const risk_configured& c) { s.risk = c.rules; },
             },
             e);
}

}  // namespace sluice::degradation

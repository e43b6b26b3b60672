#pragma once
/// What `audit verify` found, as text for people or as JSON for programs.

#include <iosfwd>

#include "audit/verify.hpp"
#include "base/instant.hpp"

namespace sluice {

void print_text(const audit_result& result, millis took, std::ostream& out);
/// One object: ok, log, incarnations, events, orders, orders_by_state, open_orders, head,
/// first_bad, problems_found, problems, unreadable, milliseconds, events_per_second.
void print_json(const audit_result& result, millis took, std::ostream& out);

}  // namespace sluice

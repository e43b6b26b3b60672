#pragma once
/// Puts what the records beside the log know of an order's or agreement's calls into its trace,
/// each where it happened, and says in its place what is not known any more. Pure.

#include "audit/agreement_trace.hpp"
#include "audit/order_trace.hpp"
#include "events/records/look.hpp"

namespace sluice {

void add_calls(order_trace& to, const records::calls_found& found);
void add_calls(agreement_trace& to, const records::calls_found& found);
/// There are no records at all, or none that can be read: says so at the trace's beginning.
void add_no_calls(order_trace& to, std::string why);
void add_no_calls(agreement_trace& to, std::string why);
/// What was sent and answered about each of its attempts.
void add_messages(order_trace& to, const records::record_store& from);

}  // namespace sluice

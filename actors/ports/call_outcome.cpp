#include "actors/ports/call_outcome.hpp"

#include "base/invariant.hpp"

namespace sluice {
namespace {

using enum call_outcome;

call_outcome end_of_finding(order::finding f) noexcept {
  using found = order::finding;
  switch (f) {
    case found::paid: return done;
    case found::not_paid:
    case found::not_paid_if_query_agrees:
    case found::not_paid_if_revoked: return declined;
    case found::payer_paying:
    case found::not_paid_yet:
    case found::not_found: return pending;
    case found::unknown: return unknown;
    case found::not_sent: return not_sent;
  }
  broken_invariant("every finding has an outcome", __FILE__, __LINE__);
}

call_outcome end_of_finding(order::revoke_finding f) noexcept {
  using found = order::revoke_finding;
  switch (f) {
    case found::done: return done;
    case found::again: return pending;
    case found::unknown: return unknown;
    case found::refused:
    case found::already_paid:
    case found::too_late: return declined;
  }
  broken_invariant("every finding has an outcome", __FILE__, __LINE__);
}

call_outcome end_of_finding(order::refund_finding f) noexcept {
  using found = order::refund_finding;
  switch (f) {
    case found::done: return done;
    case found::accepted: return pending;
    case found::failed:
    case found::too_late:
    case found::not_sent_on:
    case found::not_refunded: return declined;
    case found::stuck:
    case found::unknown: return unknown;
  }
  broken_invariant("every finding has an outcome", __FILE__, __LINE__);
}

call_outcome end_of_finding(agreement::finding f) noexcept {
  using found = agreement::finding;
  switch (f) {
    case found::in_force:
    case found::ended: return done;
    case found::refused:
    case found::code_refused: return declined;
    case found::payer_asked:
    case found::not_signed: return pending;
    case found::unknown: return unknown;
  }
  broken_invariant("every finding has an outcome", __FILE__, __LINE__);
}

}  // namespace

call_outcome outcome_of(const channel_answer& said) noexcept {
  return std::visit([](const auto& report) { return end_of_finding(report.found); }, said);
}

}  // namespace sluice

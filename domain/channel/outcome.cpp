#include "domain/channel/outcome.hpp"

#include "base/invariant.hpp"

namespace sluice::channel {
namespace {

/// Of an answer that blames nobody.
outcome outcome_of(order::finding found) noexcept {
  switch (found) {
    case order::finding::unknown:
    case order::finding::not_sent: return outcome::bad;
    case order::finding::paid:
    case order::finding::not_paid:
    case order::finding::payer_paying:
    case order::finding::not_found:
    case order::finding::not_paid_if_query_agrees:
    case order::finding::not_paid_if_revoked:
    case order::finding::not_paid_yet: return outcome::good;
  }
  broken_invariant("every finding has an outcome", __FILE__, __LINE__);
}

/// The payer's browser calls the channel, not we; or we could not write what to send.
bool nobody_was_asked(const order::attempt_report& answer) noexcept {
  return answer.from == order::source::engine &&
         (answer.found == order::finding::payer_paying || answer.whose == fault::program);
}

}  // namespace

outcome outcome_of(const order::attempt_report& answer) noexcept {
  if (nobody_was_asked(answer)) return outcome::nobody_asked;
  switch (answer.whose) {
    case fault::none: return outcome_of(answer.found);
    case fault::payer:
    case fault::order:
    case fault::program: return outcome::good;
    case fault::account: return outcome::account;
    case fault::channel: return outcome::bad;
    case fault::too_fast: return outcome::too_fast;
  }
  broken_invariant("every fault has an outcome", __FILE__, __LINE__);
}

}  // namespace sluice::channel

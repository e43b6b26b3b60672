#include "actors/figures/call_result.hpp"

#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice {
namespace {

using figures::call_result;

/// A query may find that an order was closed or expired: nobody failed.
call_result result_of_unpaid(operation what, fault whose) {
  switch (whose) {
    case fault::payer: return call_result::declined;
    case fault::order:
    case fault::none: return is_payment(what) ? call_result::failed : call_result::answered;
    case fault::program:
    case fault::account:
    case fault::channel:
    case fault::too_fast: return call_result::failed;
  }
  broken_invariant("every fault has a result", __FILE__, __LINE__);
}

std::optional<call_result> result_of(operation what, const order::attempt_report& r) {
  switch (r.found) {
    case order::finding::paid: return call_result::succeeded;
    case order::finding::not_paid:
    case order::finding::not_paid_if_query_agrees:
    case order::finding::not_paid_if_revoked: return result_of_unpaid(what, r.whose);
    case order::finding::payer_paying:
    case order::finding::not_found:
    case order::finding::not_paid_yet: return call_result::answered;
    case order::finding::unknown: return call_result::unknown;
    case order::finding::not_sent: return std::nullopt;
  }
  broken_invariant("every finding has a result", __FILE__, __LINE__);
}

call_result answered_unless(bool is_unknown) {
  return is_unknown ? call_result::unknown : call_result::answered;
}

}  // namespace

std::optional<call_result> call_result_of(operation what, const channel_answer& said) {
  return std::visit(
      overloaded{
          [&](const order::attempt_report& r) { return result_of(what, r); },
          [](const order::revoke_report& r) -> std::optional<call_result> {
            return answered_unless(r.found == order::revoke_finding::unknown);
          },
          [](const order::refund_report& r) -> std::optional<call_result> {
            return answered_unless(r.found == order::refund_finding::unknown);
          },
          [](const agreement::report& r) -> std::optional<call_result> {
            return answered_unless(r.found == agreement::finding::unknown);
          },
      },
      said);
}

}  // namespace sluice

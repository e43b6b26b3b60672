#include "actors/ports/channel_port.hpp"

#include "base/invariant.hpp"

namespace sluice {

std::string_view name_of(operation o) noexcept {
  switch (o) {
    case operation::pay: return "pay";
    case operation::confirm: return "confirm";
    case operation::query: return "query";
    case operation::revoke: return "revoke";
    case operation::close: return "close";
    case operation::refund: return "refund";
    case operation::refund_query: return "refund_query";
    case operation::send_on_refund: return "send_on_refund";
    case operation::offer_agreement: return "offer_agreement";
    case operation::open_card: return "open_card";
    case operation::query_agreement: return "query_agreement";
    case operation::end_agreement: return "end_agreement";
  }
  broken_invariant("every operation has a name", __FILE__, __LINE__);
}

channel_answer unknown_answer(const channel_call& call, order::source from, std::string code) {
  switch (call.what) {
    case operation::pay:
    case operation::confirm:
    case operation::query:
      return order::attempt_report{.attempt = call.attempt, .from = from, .code = std::move(code)};
    case operation::revoke:
    case operation::close:
      return order::revoke_report{.attempt = call.attempt, .code = std::move(code)};
    case operation::refund:
    case operation::refund_query:
    case operation::send_on_refund:
      return order::refund_report{.refund = call.refund, .code = std::move(code)};
    case operation::query_agreement:
      return agreement::report{.from = agreement::source::query, .code = std::move(code)};
    case operation::offer_agreement:
    case operation::open_card:
    case operation::end_agreement:
      return agreement::report{.from = agreement::source::answer, .code = std::move(code)};
  }
  broken_invariant("every operation has an answer", __FILE__, __LINE__);
}

order::attempt_report report_of(attempt_no attempt, const channel_notification& told) {
  return {.attempt = attempt,
          .from = order::source::notification,
          .found = told.found,
          .code = told.code,
          .channel_reference = told.channel_reference,
          .amount = told.amount,
          .verified = told.verified,
          .told = told.told};
}

}  // namespace sluice

#include "actors/alarm/call_end.hpp"

#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice {
namespace {

using alarm::call_end;

/// A query may find that an order was closed or expired: nobody failed.
call_end end_of_unpaid(operation what, const order::attempt_report& r) {
  switch (r.whose) {
    case fault::payer: return call_end::declined;
    case fault::order:
    case fault::none: return is_payment(what) ? call_end::failed : call_end::answered;
    case fault::program:
    case fault::account:
    case fault::channel:
    case fault::too_fast: return call_end::failed;
  }
  broken_invariant("every fault has an end", __FILE__, __LINE__);
}

call_end end_of(operation what, const order::attempt_report& r) {
  switch (r.found) {
    case order::finding::paid: return call_end::paid;
    case order::finding::not_paid:
    case order::finding::not_paid_if_query_agrees:
    case order::finding::not_paid_if_revoked: return end_of_unpaid(what, r);
    case order::finding::payer_paying:
    case order::finding::unknown:
    case order::finding::not_found:
    case order::finding::not_sent:
    case order::finding::not_paid_yet: return call_end::answered;
  }
  broken_invariant("every finding has an end", __FILE__, __LINE__);
}

const std::string& word_in(const channel_answer& said) {
  return std::visit([](const auto& report) -> const std::string& { return report.code; }, said);
}

}  // namespace

call_end call_end_of(operation what, const channel_answer& said) {
  if (alarm::is_no_answer(word_in(said))) return call_end::no_answer;
  const auto* r = std::get_if<order::attempt_report>(&said);
  return r == nullptr ? call_end::answered : end_of(what, *r);
}

std::string code_in(const channel_answer& said) { return word_in(said); }

std::optional<std::string> why_abnormal(const channel_answer& said) {
  const auto& word = word_in(said);
  if (word.empty()) return std::nullopt;
  if (std::visit([](const auto& report) { return report.unlisted; }, said))
    return "the channel's word " + word +
           " is in no table: what it is about is not known until a query tells";
  const auto* r = std::get_if<order::attempt_report>(&said);
  if (r == nullptr || (r->whose != fault::account && r->whose != fault::program))
    return std::nullopt;
  return "the channel's word was " + word;
}

}  // namespace sluice

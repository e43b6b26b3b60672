#include "actors/channel/path_keeper.hpp"

#include "base/invariant.hpp"

namespace sluice {
namespace {

/// Of whatever is not a payment: the channel has answered, and it could be understood.
bool is_good(const channel_answer& a) {
  if (const auto* r = std::get_if<order::attempt_report>(&a))
    return r->found != order::finding::unknown;
  if (const auto* r = std::get_if<order::revoke_report>(&a))
    return r->found != order::revoke_finding::unknown;
  if (const auto* r = std::get_if<agreement::report>(&a))
    return r->found != agreement::finding::unknown;
  return std::get<order::refund_report>(a).found != order::refund_finding::unknown;
}

}  // namespace

bool path_keeper::holds_back(const channel_call& call) const {
  return is_payment(call.what) && breaker_.is_shut(channel::path(call.paid_with));
}

std::optional<path_keeper::permit> path_keeper::let_pass(const channel_call& call, instant now) {
  if (!is_payment(call.what)) return permit{};
  return breaker_.pass(channel::path(call.paid_with), now, call.timeout);
}

void path_keeper::ended(const channel_call& call, const permit& held, instant began,
                        const channel_answer& a, instant now) {
  switch (call.what) {
    case operation::pay:
    case operation::confirm:
      return breaker_.ended(held, channel::outcome_of(std::get<order::attempt_report>(a)), now);
    case operation::query:
      return breaker_.query_ended(channel::path(call.paid_with), is_good(a), began, now);
    case operation::revoke:
    case operation::close:
    case operation::refund:
    case operation::refund_query:
    case operation::send_on_refund:
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement:
      return breaker_.other_call_ended(channel::path(call.paid_with), is_good(a), now);
  }
  broken_invariant("every operation ends", __FILE__, __LINE__);
}

void path_keeper::follow(const durable_paths& all) {
  for (const auto& [where, state] : all) breaker_.follow(where, state);
}

void path_keeper::follow(const durable_paths& all, const channel::path& one) {
  if (const auto known = all.find(one); known != all.end()) breaker_.follow(one, known->second);
}

}  // namespace sluice

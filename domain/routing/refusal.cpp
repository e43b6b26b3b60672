#include <algorithm>

#include "base/invariant.hpp"
#include "domain/routing/choose.hpp"

namespace sluice::routing {
namespace {

std::string list_of(std::span<const candidate> candidates) {
  std::string out;
  for (const auto& c : candidates)
    if (c.is_listed) out += (out.empty() ? "" : ", ") + c.id.value();
  return out;
}

/// Of the reasons for which channels were excluded, the one that is worth most to the caller: what
/// passes by itself, then what people can change, then what the request itself should say
/// otherwise.
constexpr auto telling = std::to_array<verdict>(
    {verdict::no_room, verdict::path_open, verdict::maintenance, verdict::not_essential,
     verdict::canary_bad, verdict::canary_out, verdict::shadow, verdict::for_tests,
     verdict::rule_never, verdict::rule_only, verdict::currency, verdict::wallet,
     verdict::business_type, verdict::not_asked_for, verdict::not_configured,
     verdict::merchant_list});

verdict most_telling(const choice& none) {
  for (const auto v : telling)
    if (std::any_of(none.why.candidates.begin(), none.why.candidates.end(),
                    [&](const judged& j) { return j.what == v; }))
      return v;
  return verdict::merchant_list;  // the list is empty
}

}  // namespace

rejection refusal_of(const wish& w, std::span<const candidate> candidates, const choice& none) {
  using enum rejection_code;
  switch (most_telling(none)) {
    case verdict::no_room:
      return {busy, "", "every channel that could take it has its hands full; send it again soon"};
    case verdict::path_open:
      return {all_paths_open, "",
              "every channel that could take it is failing at the moment; send it again later"};
    case verdict::maintenance:
      return {unavailable, "",
              "every channel that could take it is under maintenance; send it again later"};
    case verdict::not_essential: return why_refused(*w.essential, w.type);
    case verdict::canary_bad:
    case verdict::canary_out:
    case verdict::rule_never:
    case verdict::rule_only:
      return {no_channel_left, "",
              "the routing rules leave no channel for this payment; those who run the engine know "
              "which"};
    case verdict::shadow:
      return {shadow_not_simulated, "shadow",
              "test traffic goes to simulated channels only, and none of the merchant's can take "
              "it"};
    case verdict::for_tests:
      return {no_channel_left, "",
              "what is left for this payment are channels for test traffic; no money would move"};
    case verdict::currency:
      return {currency_not_allowed, "currency",
              "no channel of this merchant takes this currency for this business type"};
    case verdict::wallet:
      return {no_channel_for_payment_code, "payment_code",
              "no channel of this merchant reaches the wallet that shows this code"};
    case verdict::business_type:
    case verdict::not_asked_for:
    case verdict::not_configured:
    case verdict::merchant_list:
      if (policy_of(w.type).needs_payment_code)
        return {no_channel_for_payment_code, "payment_code",
                "no channel of this merchant reaches the wallet that shows this code"};
      return {channel_not_allowed, "channel",
              "no channel of this merchant serves this business type; it may use " +
                  list_of(candidates)};
    case verdict::lower_score:
    case verdict::chosen:
    case verdict::leading:
    case verdict::preferred:
    case verdict::explored:
    case verdict::canary:
    case verdict::probe: break;
  }
  broken_invariant("a payment with a route was refused", __FILE__, __LINE__);
}

}  // namespace sluice::routing

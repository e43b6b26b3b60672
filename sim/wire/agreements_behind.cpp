#include "sim/wire/agreements_behind.hpp"

#include <utility>

namespace sluice::sim {
namespace {

channel_call about(operation what, const std::string& key) {
  return {.what = what, .type = business_type::quick_pay, .key = channel_key(key)};
}

}  // namespace

agreements_behind::agreements_behind(ask_bank ask)
    : payer_agreements({}, millis{0}), ask_(std::move(ask)) {}

offer_verdict agreements_behind::offer(const agreement_offer& o, instant) {
  offers_.try_emplace(o.key, o);
  auto call = about(operation::offer_agreement, o.key);
  call.opens = o.card;
  (void)ask_(std::move(call));
  return offer_verdict::shown;
}

opening agreements_behind::open(const agreement_offer& o, const std::string& code, instant now) {
  auto call = about(operation::open_card, o.key);
  call.opens = o.card;
  call.code = secret(code);
  const auto said = ask_(std::move(call));
  if (said && said->found == agreement::finding::in_force)
    return {opening::verdict::opened, signed_by_payer(o.key, *said, now)};
  const bool is_wrong = said && said->found == agreement::finding::code_refused;
  return {is_wrong ? opening::verdict::wrong_code : opening::verdict::nothing_waits};
}

/// What is not signed is there all the same, as long as the payer has opened its page.
std::optional<payer_agreement> agreements_behind::query(const std::string& key, const std::string&,
                                                        instant now) {
  const auto said = ask_(about(operation::query_agreement, key));
  if (!said) return std::nullopt;
  if (said->found == agreement::finding::in_force) return signed_by_payer(key, *said, now);
  if (said->found != agreement::finding::not_signed || !offers_.contains(key)) return std::nullopt;
  return known(key);
}

end_verdict agreements_behind::end(const std::string& key, const std::string&, instant) {
  const auto said = ask_(about(operation::end_agreement, key));
  if (said && said->found == agreement::finding::ended) return end_verdict::ended;
  return said && said->found == agreement::finding::not_signed
             ? end_verdict::not_in_force
             : end_verdict::system_error;
}

std::string agreements_behind::key_of_reference(const std::string& reference) const {
  const auto it = key_by_reference_.find(reference);
  return it == key_by_reference_.end() ? std::string{} : it->second;
}

std::optional<payer_agreement> agreements_behind::told(const std::string& key,
                                                       const agreement::report& said, instant now) {
  if (!offers_.contains(key)) return std::nullopt;
  if (said.found == agreement::finding::in_force) return signed_by_payer(key, said, now);
  if (said.found != agreement::finding::ended) return std::nullopt;
  auto out = known(key);
  out.state = agreement_state::ended;
  out.changed = now;
  return out;
}

payer_agreement agreements_behind::known(const std::string& key) const {
  payer_agreement out{.key = key};
  const auto offer = offers_.find(key);
  if (offer == offers_.end()) return out;
  out.app_id = offer->second.app_id;
  out.notify_url = offer->second.notify_url;
  out.product = offer->second.product;
  out.said = offer->second.said;
  for (const auto& [reference, whose] : key_by_reference_)
    if (whose == key) out.reference = reference;
  return out;
}

payer_agreement agreements_behind::signed_by_payer(const std::string& key,
                                                   const agreement::report& said, instant now) {
  key_by_reference_[said.reference.shown()] = key;
  auto out = known(key);
  out.state = agreement_state::in_force;
  out.signed_at = out.changed = now;
  return out;
}

}  // namespace sluice::sim

#include "domain/order/waiting.hpp"

#include <algorithm>

namespace sluice::order {
namespace {

std::string about_attempt(const attempt& a) {
  auto text = "attempt " + std::to_string(a.number.value()) + " at " + a.channel.value() +
              ", number " + a.key.value();
  if (!a.channel_reference.empty()) text += ", the channel's own number " + a.channel_reference;
  if (!a.code.empty()) text += ", its last word " + a.code;
  return a.held ? text + ", holds " + to_string(*a.held) : text;
}

std::string about_refund(const refund& r) {
  auto text = "refund of " + to_string(r.amount) + ", number " + r.key.value() +
              " at the channel, " + std::string(name_of(r.state));
  if (!r.channel_reference.empty()) text += ", the channel's own number " + r.channel_reference;
  if (r.sent_on)
    text += ", last sent on by " + r.sent_on->operator_name + " (" +
            std::string(name_of(r.sent_on->verdict)) +
            (r.sent_on->card_shown.empty() ? "" : " " + r.sent_on->card_shown) + ')';
  return r.code.empty() ? text : text + ", its last word " + r.code;
}

std::string about_amounts(const open_matter& m) {
  return "asked for " + (m.asked ? to_string(*m.asked) : std::string("another amount")) +
         ", the channel says " + (m.held ? to_string(*m.held) : std::string("another amount"));
}

}  // namespace

waiting_matter matter_of(const state& o, const open_matter& m) {
  waiting_matter out{
      .order = o.id,
      .attempt = m.attempt,
      .refund = std::nullopt,
      .reason = std::string(m.reason),
      .since = m.since,
      .amount = o.amount,
      .evidence = {},
      .words = {resolution::paid, resolution::failed, resolution::revoked}};
  if (const auto* a = find_attempt(o, m.attempt)) out.evidence.push_back(about_attempt(*a));
  if (m.about != nullptr) {
    out.refund = m.about->number;
    out.amount = m.about->amount;
    out.evidence.push_back(about_refund(*m.about));
    out.words = {resolution::refunded, resolution::not_refunded};
    if (can_be_sent_on(*m.about))
      out.words.insert(out.words.end(), {resolution::to_payer_card, resolution::to_merchant_card});
  }
  if (m.asked || m.held) out.evidence.push_back(about_amounts(m));
  return out;
}

bool is_with_a_person(const state& o) noexcept {
  return std::holds_alternative<needs_operator>(o.now) ||
         std::any_of(o.attempts.begin(), o.attempts.end(),
                     [](const attempt& a) { return is_for_a_person(a.asks); }) ||
         std::any_of(o.refunds.begin(), o.refunds.end(),
                     [](const refund& r) { return r.state == refund::status::needs_operator; });
}

}  // namespace sluice::order

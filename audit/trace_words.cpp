/// What each event of an order means, in a sentence.

#include "audit/order_trace.hpp"
#include "base/invariant.hpp"
#include "domain/order/risk.hpp"
#include "events/event_type.hpp"

namespace sluice {
namespace {

using namespace order;

std::string text(std::string_view s) { return std::string(s); }
std::string number_text(auto n) { return std::to_string(n.value()); }

std::string list_of(const std::vector<channel_id>& route) {
  std::string out;
  for (const auto& c : route) out += (out.empty() ? "" : ", ") + c.value();
  return out;
}

std::string_view speaker(source s) {
  switch (s) {
    case source::pay_answer: return "the answer to the call says";
    case source::query_answer: return "the answer to a query says";
    case source::notification: return "a notification says";
    case source::revoke_answer: return "the answer to the revoke says";
    case source::engine: return "the engine knows";
    case source::person: return "a person says";
  }
  broken_invariant("every source speaks", __FILE__, __LINE__);
}

std::string_view meaning_of(returned r) {
  switch (r) {
    case returned::yes: return "money came back";
    case returned::no: return "no money had moved";
    case returned::not_said: return "whether money came back is not said";
  }
  broken_invariant("every word about money has a meaning", __FILE__, __LINE__);
}

std::string_view meaning_of(revoke_reason r) {
  switch (r) {
    case revoke_reason::payer_too_late: return "the payer's time is over";
    case revoke_reason::merchant_asked: return "the merchant asked for it";
    case revoke_reason::declined: return "the channel declined and left its trade open";
    case revoke_reason::cannot_be_confirmed: return "what the payer is charged by was lost";
  }
  broken_invariant("every reason has a meaning", __FILE__, __LINE__);
}

std::string_view meaning_of(refund_purpose p) {
  switch (p) {
    case refund_purpose::merchant: return "the merchant asked for it";
    case refund_purpose::late_payment: return "money that came too late is given back";
    case refund_purpose::release: return "what is held and was not captured is let go";
  }
  broken_invariant("every purpose has a meaning", __FILE__, __LINE__);
}

/// The same for every event; what is its own is added by `words`.
struct words {
  const state& after;
  const cause& why;
  instant at;
  trace_step& out;

  void by_asker() const {
    const auto& who = why.asker().principal;
    out.actor = who.empty() ? "caller" : "caller " + who;
  }
  /// An answer of the channel's, or of whoever spoke in its place.
  void of_attempt(attempt_no n, source from) const {
    about(n);
    if (from == source::engine) return;
    if (from == source::person)
      out.actor = "operator";
    else
      out.actor = "channel " + out.channel;
    if (const auto* a = find_attempt(after, n)) out.took = at - a->started;
  }
  void about(attempt_no n) const {
    const auto* a = find_attempt(after, n);
    if (a == nullptr) return;
    out.channel = a->channel.value();
    out.number = a->key.value();
  }
  void of_refund(const refund_no& n) const {
    const auto* r = find_refund(after, n);
    if (r == nullptr) return;
    about(r->attempt);
    out.number = r->key.value();
    out.actor = "channel " + out.channel;
    out.took = at - r->requested;
  }

  void operator()(const order_accepted& e) const {
    by_asker();
    out.why = text(name_of(e.type)) + ' ' + to_string(e.amount) + ", may go to " + list_of(e.route);
    if (e.is_held) out.why += "; held: nothing begins yet";
    if (e.risk) out.why += "; the risk service is asked first";
  }
  void operator()(const attempt_started& e) const {
    about(e.attempt);
    out.why = e.attempt.value() == 1
                  ? "the first channel of its route is called"
                  : "the attempt before surely failed, by a code that allows another channel";
  }
  void operator()(const payer_asked& e) const {
    of_attempt(e.attempt, e.from);
    out.code = e.code;
    out.why = "the payer has to act";
  }
  void operator()(const code_given& e) const {
    by_asker();
    about(e.attempt);
    out.why = "the payer has typed code " + std::to_string(e.number) + "; it is sent once";
  }
  void operator()(const attempt_in_doubt& e) const {
    of_attempt(e.attempt, e.from);
    out.code = e.code;
    out.why = "no answer, or none that says whether money moved: only evidence ends this";
  }
  void operator()(const attempt_succeeded& e) const {
    of_attempt(e.attempt, e.from);
    const auto* a = find_attempt(after, e.attempt);
    const bool is_held = policy_of(after.type).captured_later && (a == nullptr || !a->is_capture());
    out.why = text(speaker(e.from)) + " that it is " + (is_held ? "held" : "paid");
    if (!e.channel_reference.empty()) out.why += ", there as " + e.channel_reference;
  }
  void operator()(const attempt_failed& e) const {
    of_attempt(e.attempt, e.from);
    out.code = e.code;
    out.why = text(speaker(e.from)) + " that it is surely not paid";
  }
  void operator()(const order_paid& e) const {
    about(e.attempt);
    out.why = "final: paid by attempt " + number_text(e.attempt);
  }
  void operator()(const order_authorized& e) const {
    about(e.attempt);
    out.why = "the money is held, and paid only by a capture";
  }
  void operator()(const capture_requested& e) const {
    by_asker();
    about(e.attempt);
    out.why = to_string(e.amount) + " of what is held is taken";
  }
  void operator()(const order_failed& e) const {
    out.code = e.code;
    out.why = "final: not paid, and nothing is left to try";
  }
  void operator()(const revoke_requested& e) const {
    about(e.attempt);
    if (e.reason == revoke_reason::merchant_asked) by_asker();
    out.why =
        "it is taken back by a " + text(name_of(e.method)) + ": " + text(meaning_of(e.reason));
  }
  void operator()(const late_payment_found& e) const {
    of_attempt(e.attempt, e.from);
    out.why = "money came after the order was taken back or had ended: it is given back";
  }
  void operator()(const revoke_answered& e) const {
    of_attempt(e.attempt, source::revoke_answer);
    out.took.reset();
    out.code = e.code;
    out.why = "the channel says that it is taken back; a query is to confirm it";
  }
  void operator()(const order_revoked& e) const {
    about(e.attempt);
    out.why = "final: taken back; " + text(meaning_of(e.money_returned));
  }
  void operator()(const result_conflicted& e) const {
    of_attempt(e.attempt, e.from);
    out.code = e.code;
    out.why = text(speaker(e.from)) + ' ' + text(name_of(e.found)) +
              ", which contradicts what stands; the first result stands";
    if (!e.detail.empty()) out.why += " (" + e.detail + ')';
  }
  void operator()(const refund_requested& e) const {
    about(e.attempt);
    out.number = e.key.value();
    if (e.purpose == refund_purpose::merchant) by_asker();
    out.why = to_string(e.amount) + " goes back: " + text(meaning_of(e.purpose));
  }
  void operator()(const refund_in_doubt& e) const {
    of_refund(e.refund);
    out.code = e.code;
    out.why = "it is under way, or nothing was said: whether money went back is asked about";
  }
  void operator()(const refund_succeeded& e) const {
    of_refund(e.refund);
    out.why = "the money has gone back";
    if (!e.channel_reference.empty()) out.why += ", there as " + e.channel_reference;
  }
  void operator()(const refund_failed& e) const {
    of_refund(e.refund);
    out.code = e.code;
    out.why = "the money has surely not gone back";
  }
  void operator()(const refund_sent_on& e) const {
    of_refund(e.refund);
    out.actor = "operator " + e.operator_name;
    out.why = "the channel is to send it " +
              (e.verdict == resolution::to_payer_card ? "to the card " + e.card_shown
                                                      : text("to the merchant's own card")) +
              ": " + e.reason;
    if (!why.asker().proposal.empty()) out.why += "; a second person agreed";
  }
  void operator()(const operator_needed& e) const {
    if (e.attempt.value() != 0) about(e.attempt);
    out.why = "a person must decide (operator.list says what there is to say): " + e.reason;
  }
  void operator()(const order_resolved& e) const {
    out.actor = "operator " + e.operator_name;
    if (e.attempt.value() != 0) about(e.attempt);
    out.why = text(name_of(e.verdict)) + ": " + e.reason;
    if (!why.asker().proposal.empty()) out.why += "; a second person agreed";
  }
  void operator()(const risk_judged& e) const {
    out.actor = e.is_answered ? "risk service" : "engine";
    out.why = (e.is_answered ? "the risk service says " : "its silence means ") +
              text(name_of(e.verdict));
  }
  void operator()(const code_tried& e) const {
    by_asker();
    out.why = "the risk service is asked about code " + std::to_string(e.number);
  }
  void operator()(const code_judged& e) const {
    out.actor = "risk service";
    out.why = "code " + std::to_string(e.number) + ": " + text(name_of(e.found));
  }
  void operator()(const route_renewed& e) const {
    out.why = "it begins, and by the rules of now may go to " + list_of(e.route);
  }
};

}  // namespace

trace_step step_of(const order::state& after, const order::event& e, const cause& why, instant at) {
  trace_step out{.at = at, .step = text(name_of(type_of(e))), .actor = "engine", .why = {}};
  std::visit(words{after, why, at, out}, e);
  return out;
}

}  // namespace sluice

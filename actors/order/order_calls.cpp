#include "actors/order/order_calls.hpp"

#include <algorithm>

#include "actors/agreement/agreement_journal.hpp"
#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "domain/order/agenda.hpp"

namespace sluice {
namespace {

/// The part of a call that the action says.
channel_call named_by(const order::action& a, const order::state& o) {
  const auto on_attempt = [](attempt_no n, operation what) {
    return channel_call{.what = what, .attempt = n};
  };
  const auto on_refund = [&](const refund_no& n, operation what) {
    const auto* r = find_refund(o, n);
    SLUICE_INVARIANT(r != nullptr);
    return channel_call{
        .what = what,
        .attempt = r->attempt,
        .refund = r->number,
        .refund_key = r->key,
        .refund_amount = r->amount,
        .gives_back = r->purpose != order::refund_purpose::merchant,
        .begun = r->requested};
  };
  return std::visit(
      overloaded{
          [&](const order::call_pay& c) { return on_attempt(c.attempt, operation::pay); },
          [&](const order::call_confirm& c) { return on_attempt(c.attempt, operation::confirm); },
          [&](const order::call_query& c) {
            auto call = on_attempt(c.attempt, operation::query);
            call.on_hearsay = c.why != order::call_query::prompt::doubt;
            return call;
          },
          [&](const order::call_revoke& c) {
            return on_attempt(
                c.attempt,
                c.method == order::revoke_method::revoke ? operation::revoke : operation::close);
          },
          [&](const order::call_refund& c) { return on_refund(c.refund, operation::refund); },
          [&](const order::call_refund_query& c) {
            return on_refund(c.refund, operation::refund_query);
          },
          [&](const order::call_send_on& c) {
            auto call = on_refund(c.refund, operation::send_on_refund);
            call.refund_reference = find_refund(o, c.refund)->channel_reference;
            return call;
          },
      },
      a);
}

std::shared_ptr<const authorization> held_for(const order::attempt& a, const order::state& o) {
  if (!a.is_capture()) return nullptr;
  const auto* holder = find_attempt(o, a.taken_from);
  SLUICE_INVARIANT(holder != nullptr);
  return std::make_shared<const authorization>(
      authorization{holder->key, holder->channel_reference, o.amount, holder->started});
}

/// A payment is undone as a whole, as the first thing that gives anything of it back; where the
/// channel did not, a refund of another number follows.
bool may_undo(const order::refund& r, const order::attempt& a, const order::state& o,
              const channel_windows& windows) {
  if (r.purpose != order::refund_purpose::late_payment || a.held != r.amount) return false;
  const auto first = std::ranges::find(o.refunds, a.number, &order::refund::attempt);
  const auto end = windows.revoke.end(a.started);
  return &*first == &r && (!end || r.requested < *end);
}

bool takes_back(const channel_call& call) {
  return call.what == operation::revoke || call.what == operation::close;
}

}  // namespace

order::command command_in(const channel_answer& a) {
  return std::visit(
      overloaded{[](const agreement::report&) -> order::command {
                   broken_invariant("no order asks about agreements", __FILE__, __LINE__);
                 },
                 [](const auto& report) -> order::command { return report; }},
      a);
}

/// Asked of the log each time, so that a restart has forgotten nothing.
bool order_calls::add_agreement(channel_call& call, const order::state& o) const {
  if (o.agreement.value().empty() || !is_payment(call.what)) return true;
  agreement_journal journal(*needs_.keys, {o.id.merchant, o.agreement});
  const auto problem = journal.load(*needs_.log);
  const auto& known = journal.state();
  if (!problem && !is_charged_by_agreement(o.type)) {
    // Whose time is over by now is not signed; the order is paid all the same.
    if (can_be_signed_while_paying(known)) call.signs = known.what.key;
    return true;
  }
  const auto& reference = known.reference;
  if (problem || reference.is_sealed() || reference.shown().empty()) {
    needs_.tells->tell(
        {.level = severity::critical,
         .event = "agreement_unreadable",
         .message = "an order is to be charged by an agreement whose number at the "
                    "channel cannot be read; it is not sent",
         .fields = {{"order", to_string(o.id)}, {"agreement", o.agreement.value()}}});
    return false;
  }
  call.payer =
      std::make_shared<const payer_details>(payer_details{.token = secret(reference.shown())});
  return true;
}

std::optional<order_calls::addressed> order_calls::begin(const order::action& a,
                                                         const subject& of) {
  auto call = named_by(a, of.state);
  const auto* attempt = find_attempt(of.state, call.attempt);
  SLUICE_INVARIANT(attempt != nullptr);
  const auto* channel = find_channel(*attempt, of.id);
  if (channel == nullptr) return std::nullopt;
  if (const auto* query = std::get_if<order::call_query>(&a);
      query != nullptr && !may_ask(*query, of))
    return std::nullopt;
  // A payment still on its way could arrive behind its own revoke. Its answer is sure to come, and
  // the agenda repeats the revoke.
  if (takes_back(call) && is_paying(call.attempt)) return std::nullopt;
  if (is_payment(call.what)) call.payer = of.means.details;
  if (!add_agreement(call, of.state)) return std::nullopt;
  if (!running_.begin({call.what, call.attempt, call.refund, call.on_hearsay})) return std::nullopt;
  call.type = of.state.type;
  call.key = attempt->key;
  call.amount = attempt->asked;
  call.taken_from = held_for(*attempt, of.state);
  call.paid_with = of.state.paid_with;
  call.is_shadow = of.state.is_shadow;
  call.channel_reference = attempt->channel_reference;
  if (call.begun == instant{}) call.begun = attempt->started;
  call.timeout = timing_of(of.state).call_timeout;
  if (is_payment(call.what) && !attempt->is_capture()) call.not_after = of.state.not_after;
  if (call.what == operation::confirm) call.code = of.code;
  if (call.what == operation::send_on_refund) call.card = of.card;
  if (call.what == operation::pay) {
    call.payment_code = of.means.payment_code;
    call.description = of.state.description.shown();
  }
  if (const auto* r = find_refund(of.state, call.refund)) {
    const auto& timing =
        sluice::timing_of(needs_.settings_of_channels, attempt->channel, of.state.type);
    call.undoes = may_undo(*r, *attempt, of.state, timing.windows);
  }
  return addressed{*channel, {of.id, std::move(call)}};
}

const attempt_timing& order_calls::timing_of(const order::state& o) const {
  return sluice::timing_of(needs_.settings_of_channels, current_attempt(o).channel, o.type);
}

bool order_calls::may_ask(const order::call_query& c, const subject& of) {
  if (c.why == order::call_query::prompt::doubt) return true;
  if (running_.is_running({operation::query, c.attempt, {}})) return false;
  if (c.why == order::call_query::prompt::old_hearsay) return true;
  if (asked_on_hearsay_ && of.now < *asked_on_hearsay_ + order::query_interval(timing_of(of.state)))
    return false;
  asked_on_hearsay_ = of.now;
  return true;
}

const caf::actor* order_calls::find_channel(const order::attempt& a, const order_id& id) const {
  if (const auto it = needs_.channels->find(a.channel); it != needs_.channels->end())
    return &it->second;
  needs_.tells->tell({.level = severity::critical,
                      .event = "channel_not_configured",
                      .message = "an open order needs a channel that is not configured",
                      .fields = {{"order", to_string(id)}, {"channel", a.channel.value()}}});
  return nullptr;
}

}  // namespace sluice

/// What the channel's actor leaves for those who look up calls later.

#include "actors/alarm/call_end.hpp"
#include "actors/channel/channel_actor.hpp"
#include "actors/ports/call_outcome.hpp"
#include "base/invariant.hpp"

namespace sluice {
namespace {

std::string_view word_for(fault whose) {
  switch (whose) {
    case fault::none: return "";
    case fault::payer: return "at fault: the payer";
    case fault::order: return "at fault: the order";
    case fault::account: return "at fault: our account at the channel";
    case fault::program: return "at fault: what we sent";
    case fault::channel: return "at fault: the channel itself";
    case fault::too_fast: return "too many calls";
  }
  broken_invariant("every fault has a word", __FILE__, __LINE__);
}

order_id order_in(const call_owner& by) {
  if (const auto* order = std::get_if<order_id>(&by)) return *order;
  return {std::get<agreement_id>(by).merchant, order_no{}};
}

agreement_no agreement_in(const call_owner& by) {
  const auto* agreement = std::get_if<agreement_id>(&by);
  return agreement == nullptr ? agreement_no{} : agreement->number;
}

/// Where nobody answered, the word is the engine's own: it says why.
void say(call_record& into, const channel_answer& a) {
  const auto& word = std::visit([](const auto& r) -> const std::string& { return r.code; }, a);
  const bool is_own = into.outcome == call_outcome::not_sent || alarm::is_no_answer(word);
  (is_own ? into.cause : into.code) = word;
  const auto* report = std::get_if<order::attempt_report>(&a);
  if (report != nullptr && !is_own) into.cause = word_for(report->whose);
}

}  // namespace

const channel_key& channel_actor::number_of(const channel_call& call) {
  return call.refund_key.value().empty() ? call.key : call.refund_key;
}

void channel_actor::record(wanted& w, const channel_answer& a) const {
  const auto now = needs_.clock->now();
  const bool was_started = w.silent_at.has_value();
  call_record out{
      .order = order_in(w.by),
      .agreement = agreement_in(w.by),
      .attempt = w.call.attempt,
      .refund = w.call.refund,
      .channel = settings_.id,
      .operation = std::string(name_of(w.call.what)),
      .number = was_started ? std::move(w.number) : number_of(w.call),
      .began = was_started ? w.began : now,
      .took = was_started ? now - w.began : millis{0},
      .outcome = was_started ? outcome_of(a) : call_outcome::not_sent};
  say(out, a);
  needs_.records->record(std::move(out));
}

}  // namespace sluice

#include "actors/follow/alerts.hpp"

#include "base/invariant.hpp"
#include "domain/order/state.hpp"
#include "events/event_type.hpp"

namespace sluice {

namespace {

note alert(const order_id& order, const order::event& event, std::string message) {
  return {.level = severity::critical,
          .event = name_of(type_of(event)),
          .message = std::move(message),
          .fields = {{"order", to_string(order)}}};
}

/// What has been said, and what becomes of it: a person must know whether anybody still asks.
std::string_view meaning_of(const order::result_conflicted& e) {
  if (e.detail == "late_payment_not_confirmed")
    return "a query says that the money which was said to have come late is not there; nothing is "
           "in question about it any more";
  if (e.detail == "amount_confirmed")
    return "a query says that the amount which was in question is the one that was asked for; "
           "nothing is in question about it any more";
  if (!e.asks) return "a later result contradicts the first; the first stands";
  switch (*e.asks) {
    case order::money_question::none:
      return "a later result contradicts the first; the first stands, and a query asks for the "
             "truth";
    case order::money_question::paid_after_the_end:
      return "the channel says that money came for what counts as not paid; nothing changes before "
             "a query has confirmed or denied it";
    case order::money_question::hearsay_of_payment:
      return "somebody says in the channel's name, without its signature, that money came for what "
             "counts as not paid; nothing changes before a query has confirmed or denied it";
    case order::money_question::another_amount:
    case order::money_question::not_confirmed:
    case order::money_question::cannot_return:
    case order::money_question::not_given_back:
      return "a later result contradicts what is known of money that waits for a person; it waits "
             "on, and a query asks once more";
  }
  broken_invariant("every question has a sentence", __FILE__, __LINE__);
}

}  // namespace

std::optional<note> alert_for(const order_id& order, const order::event& event) {
  if (const auto* e = std::get_if<order::late_payment_found>(&event)) {
    auto n = alert(
        order, event, "money came after the order was taken back or had ended; it is given back");
    n.fields.emplace_back("channel_reference", e->channel_reference);
    return n;
  }
  if (const auto* e = std::get_if<order::result_conflicted>(&event)) {
    auto n = alert(order, event, std::string(meaning_of(*e)));
    n.fields.emplace_back("found", std::string(name_of(e->found)));
    n.fields.emplace_back("from", std::string(name_of(e->from)));
    n.fields.emplace_back("detail", e->detail);
    return n;
  }
  if (const auto* e = std::get_if<order::operator_needed>(&event)) {
    auto n = alert(
        order, event, "the engine can do no more by itself: a person must decide (order.resolve)");
    n.fields.emplace_back("reason", e->reason);
    if (e->attempt.value() != 0)
      n.fields.emplace_back("attempt", std::to_string(e->attempt.value()));
    if (!e->refund.value().empty()) n.fields.emplace_back("refund", e->refund.value());
    if (e->held) n.fields.emplace_back("held", to_string(*e->held));
    return n;
  }
  return std::nullopt;
}

std::optional<note> alert_for(const proposal_id& proposal, const approval::event& event) {
  const auto* e = std::get_if<approval::proposed>(&event);
  if (e == nullptr || !e->is_exception) return std::nullopt;
  const auto word = approval::command_of(e->what);
  const auto who = approval::signed_in(e->what);
  return note{
      .level = severity::critical,
      .event = "single_person_used",
      .message =
          "one person has used alone what usually two must want, as the "
          "configuration allows",
      .fields = {{"word", std::string(word.system) + '.' + std::string(word.operation)},
                 {"about", e->about},
                 {"operator", who.operator_name},
                 {"reason", who.reason},
                 {"proposal", proposal.value()}}};
}

note alert_for(const channel::wallet_turn& turn) {
  const std::string which(name_of(turn.which));
  return {.level = turn.is_shut ? severity::critical : severity::info,
          .event = turn.is_shut ? "all_paths_open" : "not_all_paths_open",
          .message = turn.is_shut
                         ? "No channel that takes payment codes of " + which +
                               " is closed to its breaker: only probes pass until one is"
                         : "A channel that takes payment codes of " + which + " is closed again",
          .fields = {{"wallet", which}}};
}

}  // namespace sluice

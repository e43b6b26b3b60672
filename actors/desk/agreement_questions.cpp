/// What is asked about agreements, and what orders ask of them.

#include "actors/agreement/agreement_journal.hpp"
#include "actors/desk/front_desk.hpp"

namespace sluice {
namespace {

/// It pays for the order, or the payer signs it while he pays.
std::optional<rejection> why_it_cannot_serve(const agreement::state& s, business_type type) {
  const auto is_now = "the agreement is " + std::string(name_of(s.stage));
  if (!is_charged_by_agreement(type)) {
    if (can_be_signed_while_paying(s)) return std::nullopt;
    return rejection{rejection_code::agreement_not_in_force, "agreement_no",
                     is_now +
                         "; only one that is offered, and was made with signed_with payment, "
                         "is signed with an order of " +
                         std::string(name_of(type)) + "; leave agreement_no out"};
  }
  if (s.stage == agreement::stage::in_force && s.what.type == type) return std::nullopt;
  return rejection{rejection_code::agreement_not_in_force, "agreement_no",
                   is_now + " and for " + std::string(name_of(s.what.type)) +
                       "; only one in_force pays, and for its own kind"};
}

}  // namespace

void front_desk_actor::ask_for_agreement(sluice::request& r, create_agreement& q) {
  auto word = expect_in_scope(r);
  if (!word) return;
  const auto merchant = q.agreement.merchant;
  to_merchants_.put(
      *needs_.merchants, {merchant, agreement_errand{.who = word->who,
                                                     .ask = std::move(q),
                                                     .why = cause_of(r),
                                                     .guard = std::move(word->guard)}});
}

void front_desk_actor::ask_agreement(sluice::request& r, const agreement_id& agreement,
                                     std::optional<agreement::command> what, secret code) {
  auto word = expect_in_scope(r);
  if (!word) return;
  to_agreements_.put(
      *needs_.agreements,
      {.agreement = agreement,
       .what = agreement_asked{.who = word->who,
                               .what = std::move(what),
                               .code = std::move(code),
                               .guard = std::move(word->guard)},
       .why = cause_of(r)});
}

std::optional<rejection> front_desk_actor::agreement_fault(create_order& q) const {
  if (!q.agreement) return std::nullopt;
  static const shared_record_keys none;  // which channel it is at is not sealed
  agreement_journal journal(none, {q.order.merchant, *q.agreement});
  if (journal.load(*needs_.log))
    return rejection{rejection_code::unavailable, "agreement_no",
                     "the agreement cannot be read from the log; `sluice audit verify` says where "
                     "it is damaged"};
  const auto& s = journal.state();
  if (s.stage == agreement::stage::absent)
    return rejection{rejection_code::agreement_not_found, "agreement_no",
                     "this merchant has no agreement of that number; agreement.create makes one"};
  if (auto no = why_it_cannot_serve(s, q.type)) return no;
  if (q.channel && *q.channel != s.what.channel)
    return rejection{
        rejection_code::agreement_elsewhere, "channel",
        "the agreement was signed at " + s.what.channel.value() + "; name that channel, or none"};
  q.channel = s.what.channel;
  return std::nullopt;
}

}  // namespace sluice

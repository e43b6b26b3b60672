/// What is asked about agreements, and what orders ask of them.

#include "actors/agreement/agreement_journal.hpp"
#include "actors/desk/front_desk.hpp"

namespace sluice {

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
                                     std::optional<agreement::command> what) {
  auto word = expect_in_scope(r);
  if (!word) return;
  to_agreements_.put(
      *needs_.agreements,
      {.agreement = agreement,
       .what =
           agreement_asked{
               .who = word->who, .what = std::move(what), .guard = std::move(word->guard)},
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
  if (s.stage != agreement::stage::in_force || s.what.type != q.type)
    return rejection{
        rejection_code::agreement_not_in_force, "agreement_no",
        "the agreement is " + std::string(name_of(s.stage)) + " and for " +
            std::string(name_of(s.what.type)) + "; only one in_force pays, and for its own kind"};
  if (q.channel && *q.channel != s.what.channel)
    return rejection{
        rejection_code::agreement_elsewhere, "channel",
        "the agreement was signed at " + s.what.channel.value() + "; name that channel, or none"};
  q.channel = s.what.channel;
  return std::nullopt;
}

}  // namespace sluice

#include "domain/agreement/decide.hpp"

#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice::agreement {
namespace {

using decision = std::variant<effects, rejection>;

decision nothing() { return effects{}; }

decision happens(event e, std::optional<call> then = {}) { return effects{{std::move(e)}, then}; }

/// What the channel knows, now that the payer cannot sign any more.
bool is_final(const state& s, instant began) { return began >= s.what.not_after + visibility; }

bool was_signed(const state& s) { return !s.reference.shown().empty(); }

signed_by_payer signature_in(const report& r) { return {r.from, r.reference, r.payer}; }

decision decide_create(const state& s, const create& c) {
  if (s.stage == stage::absent && c.what.signed_while_paying)
    return effects{{c.what, offered{{payer_action_kind::pay_order, {}}}}, {}};
  if (s.stage == stage::absent) return happens(c.what, call::offer);
  if (s.what.body == c.what.body) return nothing();
  return rejection{rejection_code::agreement_number_reused, "agreement_no",
                   "this number already stands for another agreement; use a new one, or repeat the "
                   "first request word for word"};
}

rejection not_found() {
  return {rejection_code::agreement_not_found, "agreement_no",
          "this merchant has no agreement of that number"};
}

decision decide_end(const state& s) {
  switch (s.stage) {
    case stage::absent: return not_found();
    case stage::asking:
    case stage::offered:
      // Whose card is opened by a code that he has never typed has opened nothing.
      if (is_by_card(s) && s.codes == 0)
        return effects{{ending_requested{ending::merchant_asked}, ended{source::engine, {}}}, {}};
      [[fallthrough]];
    case stage::opening:
    case stage::in_force: return happens(ending_requested{ending::merchant_asked}, call::end);
    case stage::lapsed:
    case stage::ending:
    case stage::ended: return nothing();
  }
  broken_invariant("every stage can be asked to end", __FILE__, __LINE__);
}

decision decide_code(const state& s, const give_code& c) {
  if (s.stage == stage::absent) return not_found();
  if (s.stage != stage::offered || !is_by_card(s))
    return rejection{
        rejection_code::verification_not_wanted, "agreement_no",
        s.stage == stage::opening
            ? "a code is with the channel already; ask with agreement.get what it "
              "says"
            : "the agreement is " + std::string(name_of(s.stage)) + ", and waits for no code"};
  if (c.at >= s.what.not_after)
    return rejection{rejection_code::expired, "code",
                     "the time by which the payer must sign has passed; nothing was opened"};
  if (!c.is_card_known)
    return rejection{rejection_code::card_forgotten, "agreement_no",
                     "the card was given to an engine that has ended since, and is kept nowhere; "
                     "repeat agreement.create word for word, with the card, and then this"};
  return happens(code_given{static_cast<std::uint8_t>(s.codes + 1)}, call::open);
}

/// While the payer may be signing.
decision hear_of_signing(const state& s, const hear& h) {
  const auto& r = h.said;
  switch (r.found) {
    case finding::unknown:
    case finding::code_refused: return nothing();
    case finding::payer_asked:
      if (s.stage == stage::offered) return nothing();
      return happens(offered{r.action});
    case finding::in_force: return happens(signature_in(r));
    case finding::refused:
    case finding::ended: return happens(lapsed{r.from, r.code});
    case finding::not_signed:
      return is_final(s, h.began) ? happens(lapsed{r.from, r.code}) : nothing();
  }
  broken_invariant("every finding is weighed", __FILE__, __LINE__);
}

/// While the channel may have the code. What it does not know yet it may come to know.
decision hear_of_opening(const state& s, const hear& h) {
  const auto& r = h.said;
  const bool is_last = s.codes >= most_codes || is_final(s, h.began);
  switch (r.found) {
    case finding::unknown:
    case finding::payer_asked: return nothing();
    case finding::in_force: return happens(signature_in(r));
    case finding::refused:
    case finding::ended: return happens(lapsed{r.from, r.code});
    case finding::not_signed:
      if (h.began < s.code_given_at + visibility) return nothing();
      [[fallthrough]];
    case finding::code_refused:
      if (is_last) return happens(lapsed{r.from, r.code});
      return happens(code_refused{r.from, r.code});
  }
  broken_invariant("every finding is weighed", __FILE__, __LINE__);
}

/// While the channel is asked to end it. That it knows of none counts once the payer cannot sign
/// any more: he may have had the page open.
decision hear_of_ending(const state& s, const hear& h) {
  const auto& r = h.said;
  switch (r.found) {
    case finding::ended: return happens(ended{r.from, r.code});
    case finding::not_signed:
      return was_signed(s) || is_final(s, h.began) ? happens(ended{r.from, r.code}) : nothing();
    case finding::in_force: return was_signed(s) ? nothing() : happens(signature_in(r), call::end);
    case finding::unknown:
    case finding::refused:
    case finding::code_refused:
    case finding::payer_asked: return nothing();
  }
  broken_invariant("every finding is weighed", __FILE__, __LINE__);
}

/// Something happened there that nobody here understands.
bool is_unclear_notice(const report& r) {
  return r.found == finding::unknown && r.from == source::notice;
}

decision decide_hear(const state& s, const hear& h) {
  if (is_unclear_notice(h.said) && s.stage != stage::absent && s.stage != stage::ended)
    return effects{{}, call::query};
  switch (s.stage) {
    case stage::absent:
      return rejection{
          rejection_code::agreement_not_found, "agreement_no", "nobody asked for this agreement"};
    case stage::asking:
    case stage::offered: return hear_of_signing(s, h);
    case stage::opening: return hear_of_opening(s, h);
    case stage::in_force:
      return h.said.found == finding::ended ? happens(ended{h.said.from, h.said.code}) : nothing();
    case stage::ending: return hear_of_ending(s, h);
    case stage::lapsed:
      if (h.said.found != finding::in_force) return nothing();
      return effects{{signature_in(h.said), ending_requested{ending::signed_too_late}}, call::end};
    case stage::ended: return nothing();
  }
  broken_invariant("every stage can hear", __FILE__, __LINE__);
}

decision decide_look(const state& s) {
  switch (s.stage) {
    case stage::asking:
    case stage::offered:
    case stage::opening: return effects{{}, call::query};
    case stage::ending:
      // What was never seen signed may still become so: ask first.
      return effects{{}, was_signed(s) ? call::end : call::query};
    case stage::absent:
    case stage::in_force:
    case stage::lapsed:
    case stage::ended: return nothing();
  }
  broken_invariant("every stage can be looked at", __FILE__, __LINE__);
}

}  // namespace

decision decide(const state& s, const command& c) {
  return std::visit(
      overloaded{
          [&](const create& w) { return decide_create(s, w); },
          [&](const end&) { return decide_end(s); },
          [&](const give_code& w) { return decide_code(s, w); },
          [&](const hear& w) { return decide_hear(s, w); },
          [&](const look_again&) { return decide_look(s); },
      },
      c);
}

std::optional<instant> next_look(const state& s, instant now) {
  switch (s.stage) {
    case stage::offered:
      // Before the payer has typed a code there is nothing to ask for.
      if (const auto end = s.what.not_after + visibility; is_by_card(s) && now < end) return end;
      return asked_again.next(s.since, now);
    case stage::asking: return asked_again.next(s.since, now);
    case stage::opening: return asked_again.next(s.code_given_at, now);
    case stage::ending: return asked_again.next(s.ending_since, now);
    case stage::absent:
    case stage::in_force:
    case stage::lapsed:
    case stage::ended: return std::nullopt;
  }
  broken_invariant("every stage has its next look", __FILE__, __LINE__);
}

}  // namespace sluice::agreement

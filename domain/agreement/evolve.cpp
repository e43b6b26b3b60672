#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "domain/agreement/state.hpp"

namespace sluice::agreement {
std::string_view name_of(source from) noexcept {
  switch (from) {
    case source::answer: return "answer";
    case source::query: return "query";
    case source::notice: return "notice";
    case source::engine: return "engine";
  }
  broken_invariant("every source has a name", __FILE__, __LINE__);
}

std::string_view name_of(finding f) noexcept {
  switch (f) {
    case finding::unknown: return "unknown";
    case finding::payer_asked: return "payer_asked";
    case finding::in_force: return "in_force";
    case finding::not_signed: return "not_signed";
    case finding::refused: return "refused";
    case finding::ended: return "ended";
    case finding::code_refused: return "code_refused";
  }
  broken_invariant("every finding has a name", __FILE__, __LINE__);
}

std::string_view name_of(ending why) noexcept {
  switch (why) {
    case ending::merchant_asked: return "merchant_asked";
    case ending::signed_too_late: return "signed_too_late";
  }
  broken_invariant("every reason to end an agreement has a name", __FILE__, __LINE__);
}

std::string_view name_of(stage s) noexcept {
  switch (s) {
    case stage::absent: return "absent";
    case stage::asking: return "asking";
    case stage::offered: return "offered";
    case stage::opening: return "opening";
    case stage::in_force: return "in_force";
    case stage::lapsed: return "lapsed";
    case stage::ending: return "ending";
    case stage::ended: return "ended";
  }
  broken_invariant("every stage has a name", __FILE__, __LINE__);
}

bool is_before_signing(stage s) noexcept {
  return s == stage::asking || s == stage::offered || s == stage::opening;
}

bool is_under_way(const state& s) noexcept {
  return is_before_signing(s.stage) || s.stage == stage::ending;
}

bool can_be_signed_while_paying(const state& s) noexcept {
  return s.stage == stage::offered && s.what.signed_while_paying;
}

bool may_follow(const state& s, const event& e) noexcept {
  const bool before_signing = is_before_signing(s.stage);
  return std::visit(
      overloaded{
          [&](const requested&) { return s.stage == stage::absent; },
          [&](const offered&) { return s.stage == stage::asking; },
          [&](const signed_by_payer&) {
            return before_signing || s.stage == stage::lapsed || s.stage == stage::ending;
          },
          [&](const lapsed&) { return before_signing; },
          [&](const ending_requested&) {
            return before_signing || s.stage == stage::in_force || s.stage == stage::lapsed;
          },
          [&](const ended&) { return s.stage == stage::in_force || s.stage == stage::ending; },
          [&](const code_given&) { return s.stage == stage::offered && is_by_card(s); },
          [&](const code_refused&) { return s.stage == stage::opening; },
      },
      e);
}

void apply(state& s, const event& e, instant at) {
  SLUICE_INVARIANT(may_follow(s, e));
  std::visit(
      overloaded{
          [&](const requested& r) {
            s.what = r;
            s.since = at;
            s.stage = stage::asking;
          },
          [&](const offered& o) {
            s.action = o.action;
            s.stage = stage::offered;
          },
          [&](const signed_by_payer& p) {
            s.reference = p.reference;
            s.payer = p.payer;
                   // Where nobody wants it any more it is about to be ended.
            if (is_before_signing(s.stage)) s.stage = stage::in_force;
          },
          [&](const lapsed& l) {
            s.code = l.code;
            s.stage = stage::lapsed;
          },
          [&](const ending_requested& r) {
            s.why_ending = r.why;
            s.ending_since = at;
            s.stage = stage::ending;
          },
          [&](const ended& d) {
            s.code = d.code;
            s.stage = stage::ended;
          },
          [&](const code_given& g) {
            s.codes = g.number;
            s.code_given_at = at;
            s.stage = stage::opening;
          },
          [&](const code_refused& r) {
            s.code = r.code;
            s.stage = stage::offered;
          },
      },
      e);
}

}  // namespace sluice::agreement

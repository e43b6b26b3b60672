#include "domain/approval/decide.hpp"

#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "domain/access/may.hpp"

namespace sluice::approval {
namespace {

using decision = std::variant<std::optional<event>, rejection>;

constexpr decision (*nothing)() = [] { return decision{std::optional<event>{}}; };

decision happens(event e) { return std::optional<event>{std::move(e)}; }

rejection unknown() {
  return {rejection_code::proposal_unknown, "proposal",
          "nothing was proposed under this SHA-256; operator.list has what waits"};
}

rejection same_person(const std::string& person) {
  return {rejection_code::second_person_is_first, "operator",
          person + " has proposed it: another person must agree, with whatever key"};
}

rejection position_differs(const state& s) {
  return {rejection_code::position_differs, "position",
          "it was proposed at position " + std::to_string(s.what.position) + " of " + s.what.about +
              "; look at it again and name the position that you have seen"};
}

/// Why nobody can agree any more; nothing: somebody can.
std::optional<lapse> end_of(const state& s, const surroundings& around) {
  if (around.now >= s.what.until) return lapse::too_late;
  if (around.position != s.what.position) return lapse::moved;
  if (!around.is_proposer_entitled) return lapse::not_entitled;
  return std::nullopt;
}

decision decide_confirm(const state& s, const confirm& c, const surroundings& around) {
  if (s.stage == stage::absent) return unknown();
  if (!around.is_second_entitled) return access::not_allowed();
  if (s.stage == stage::lapsed) return why_void(s.why);
  const auto proposer = signed_in(s.what.what).operator_name;
  if (s.stage != stage::open) {
    const bool is_repeated = s.second && s.second->who.operator_name == c.who.operator_name;
    if (is_repeated) return nothing();
    return rejection{rejection_code::proposal_ended, "proposal",
                     "nobody need agree any more: it is " + std::string(name_of(s.stage))};
  }
  if (c.position != s.what.position) return position_differs(s);
  if (c.who.operator_name == proposer || c.by == s.what.by) return same_person(proposer);
  if (const auto why = end_of(s, around)) return happens(lapsed{*why});
  return happens(confirmed{c.by, c.who});
}

}  // namespace

decision decide(const state& s, const command& c, const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const propose& p) -> decision {
            if (s.stage != stage::absent) return nothing();  // the same in the same instant
            return happens(p.what);
          },
          [&](const confirm& w) { return decide_confirm(s, w, around); },
          [&](const finish&) -> decision {
            if (s.stage != stage::agreed) return nothing();
            return happens(carried_out{});
          },
          [&](const give_up& w) -> decision {
            if (s.stage != stage::agreed) return nothing();
            return happens(lapsed{lapse::refused, w.refusal});
          },
          [&](const look_again&) -> decision {
            if (s.stage != stage::open) return nothing();
            const auto why = end_of(s, around);
            return why ? happens(lapsed{*why}) : nothing();
          },
      },
      c);
}

rejection why_void(const lapsed& why) {
  const auto because = [&]() -> std::string {
    switch (why.why) {
      case lapse::too_late: return "nobody agreed within half an hour";
      case lapse::moved: return "what it is about has changed since it was proposed";
      case lapse::not_entitled: return "who proposed it may not ask for it any more";
      case lapse::refused: return "it could not be done: " + why.refusal;
    }
    broken_invariant("every proposal lapses for a reason", __FILE__, __LINE__);
  };
  return {rejection_code::proposal_void, "proposal",
          because() + "; it is void, and must be proposed anew"};
}

}  // namespace sluice::approval

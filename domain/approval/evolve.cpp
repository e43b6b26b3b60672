#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "domain/approval/state.hpp"

namespace sluice::approval {

std::string_view name_of(lapse why) noexcept {
  switch (why) {
    case lapse::too_late: return "too_late";
    case lapse::moved: return "moved";
    case lapse::not_entitled: return "not_entitled";
    case lapse::refused: return "refused";
  }
  broken_invariant("every reason to lapse has a name", __FILE__, __LINE__);
}

std::string_view name_of(stage s) noexcept {
  switch (s) {
    case stage::absent: return "absent";
    case stage::open: return "open";
    case stage::agreed: return "agreed";
    case stage::done: return "done";
    case stage::lapsed: return "lapsed";
  }
  broken_invariant("every stage has a name", __FILE__, __LINE__);
}

void apply(state& s, const event& e, instant at) {
  std::visit(
      overloaded{
          [&](const proposed& p) {
            s.what = p;
            s.since = at;
            s.stage = p.persons < 2 ? stage::agreed : stage::open;
          },
          [&](const confirmed& c) {
            s.second = c;
            s.stage = stage::agreed;
          },
          [&](const carried_out&) { s.stage = stage::done; },
          [&](const lapsed& l) {
            s.why = l;
            s.stage = stage::lapsed;
          },
      },
      e);
}

}  // namespace sluice::approval

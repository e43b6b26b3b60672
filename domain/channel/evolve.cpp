#include "base/overloaded.hpp"
#include "domain/channel/state.hpp"

namespace sluice::channel {
namespace {

void follow_file(state& s, const limits& in_file, instant at) {
  each_setting([&](setting which, auto limits::* value, auto) {
    if (s.in_file && (*s.in_file).*value == in_file.*value) return;
    s.now.*value = in_file.*value;
    s.from[static_cast<std::size_t>(which)] = origin_in_file(at);
  });
  s.in_file = in_file;
}

void follow_person(state& s, const changed& e, instant at) {
  each_setting([&](setting which, auto limits::* value, auto limits_change::* wanted) {
    if (!(e.what.*wanted)) return;
    s.now.*value = *(e.what.*wanted);
    s.from[static_cast<std::size_t>(which)] = origin_of(e.who, at);
  });
}

}  // namespace

void apply(state& s, const event& e, instant at) {
  std::visit(overloaded{
                 [&](const configured& c) { follow_file(s, c.limits, at); },
                 [&](const changed& c) { follow_person(s, c, at); },
                 [&](const path_turned& p) { apply(s.paths[p.where], p, at); },
                 [&](const path_forced& p) { apply(s.paths[p.where], p, at); },
             },
             e);
}

}  // namespace sluice::channel

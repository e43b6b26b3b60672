#include "domain/channel/path_state.hpp"

namespace sluice::channel {

void apply(path_state& s, const path_turned& e, instant at) {
  s.phase = e.to;
  s.since = at;
  s.until = e.until;
  s.why = e.why;
  s.counted = e.counted;
  s.times_opened = e.times_opened;
  s.generation = e.generation;
}

void apply(path_state& s, const path_forced& e, instant at) {
  s.forced = e.to;
  s.forced_until = e.until;
  s.forced_by = e.who ? origin_of(*e.who, at) : origin{.since = at};
  s.generation = e.generation;
}

}  // namespace sluice::channel

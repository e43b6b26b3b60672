#include "domain/channel/path_words.hpp"

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice::channel {

std::string_view name_of(breaker_phase p) noexcept {
  switch (p) {
    case breaker_phase::closed: return "closed";
    case breaker_phase::open: return "open";
    case breaker_phase::half_open: return "half_open";
  }
  broken_invariant("every phase has a name", __FILE__, __LINE__);
}

std::string_view name_of(turn_reason why) noexcept {
  switch (why) {
    case turn_reason::failures: return "failures";
    case turn_reason::failures_in_a_row: return "failures_in_a_row";
    case turn_reason::slowness: return "slowness";
    case turn_reason::lone_failures: return "lone_failures";
    case turn_reason::account_faults: return "account_faults";
    case turn_reason::time_is_up: return "time_is_up";
    case turn_reason::good_probes: return "good_probes";
    case turn_reason::bad_probe: return "bad_probe";
    case turn_reason::lost_probe: return "lost_probe";
    case turn_reason::bad_query: return "bad_query";
  }
  broken_invariant("every reason has a name", __FILE__, __LINE__);
}

std::string_view name_of(path_switch s) noexcept {
  switch (s) {
    case path_switch::automatic: return "automatic";
    case path_switch::open: return "open";
    case path_switch::closed: return "closed";
  }
  broken_invariant("every switch has a name", __FILE__, __LINE__);
}

std::optional<path_switch> switch_from_name(std::string_view name) noexcept {
  for (const auto s : enumerators<path_switch>)
    if (name_of(s) == name) return s;
  return std::nullopt;
}

}  // namespace sluice::channel

/// [channels.NAME.breaker]: when a path opens and how it comes back.

#include <algorithm>

#include "adapters/config/sections.hpp"
#include "adapters/config/units.hpp"
#include "domain/channel/sliding_window.hpp"

namespace sluice::config {
namespace {

/// A rule that can never match is a mistake.
void check_reach(toml_reader& in, const channel::breaker_rules& rules,
                 const channel::limits& limits) {
  if (limits.calls_per_second == 0) return;
  const auto most_in = [&](std::int64_t seconds) { return seconds * limits.calls_per_second; };
  const auto in_window = most_in(channel::sliding_window::seconds);
  if (rules.least_calls > in_window)
    in.complain(
        "least_calls",
        std::to_string(rules.least_calls) + " can never be reached: limits.calls_per_second " +
            std::to_string(limits.calls_per_second) + " lets " + std::to_string(in_window) +
            " through in 30s",
        "at most " + std::to_string(in_window));
}

void check_times(toml_reader& in, const channel::breaker_rules& rules) {
  if (rules.open_first > rules.open_most)
    in.complain(
        "open_first",
        to_text(rules.open_first) + " is longer than open_most, " + to_text(rules.open_most),
        "at most open_most");
  if (rules.in_a_row_within > rules.lone_within)
    in.complain("in_a_row_within",
                to_text(rules.in_a_row_within) + " is longer than lone_within, " +
                    to_text(rules.lone_within) + ", though it is for more calls",
                "at most lone_within");
}

}  // namespace

void read_breaker(toml_reader& in, const channel::limits& limits, channel::breaker_rules& out) {
  auto inner = in.table("breaker");
  if (!inner) return;
  for (const auto& row : channel::breaker_numbers)
    inner->whole<std::uint32_t>(row.name, out.*row.value, row.least, row.most);
  for (const auto& row : channel::breaker_times)
    inner->duration(row.name, out.*row.value, row.least, row.most);
  if (inner->sound()) check_times(*inner, out);
  if (inner->sound()) check_reach(*inner, out, limits);
  inner->finish();
}

}  // namespace sluice::config

#pragma once
/// When people are told of an alarm that fires: after a moment, so that what fires together arrives
/// together; again while nobody has acknowledged it; louder after a while; not while it is
/// silenced, but when the silence is over and it still fires. Used by the watch.

#include <optional>
#include <vector>

#include "domain/alarm/book.hpp"
#include "domain/alarm/thresholds.hpp"

namespace sluice::alarm {

/// What this process knows of an alarm beyond what is durable.
struct standing {
  instant last_match{};
  std::optional<instant> clear_since{};
  std::uint64_t count = 1;
  bool is_told = false;  ///< it was its turn, whether anybody could hear
  bool is_heard = false;
  bool is_muted = false;  ///< something was kept from people since they last heard
  step first = step::fired;
  instant first_due{};
  instant next_repeat{};
  std::uint32_t told = 0;
};

struct spoken {
  std::vector<event> events{};  ///< to be made durable before the notices leave
  std::vector<notice> notices{};
};

[[nodiscard]] standing begin_duty(const thresholds& t, const alarm& a, step first, instant now);
/// All that is due by now. What it adds to the events has not been applied.
void say_what_is_due(const thresholds& t, const book& b, const alarm& a, standing& of, instant now,
                     spoken& out);
void say_at_once(const book& b, const alarm& a, standing& of, step why, instant now, spoken& out);
/// The next moment at which something is due; nothing: never by itself.
[[nodiscard]] std::optional<instant> next_due(const thresholds& t, const book& b, const alarm& a,
                                              const standing& of);

}  // namespace sluice::alarm

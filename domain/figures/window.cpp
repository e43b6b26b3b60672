#include "domain/figures/window.hpp"

#include <algorithm>

#include "base/time_text.hpp"

namespace sluice::figures {
namespace {

constexpr millis usual_length{300'000};

rejection refusal(std::string field, std::string message) {
  return {rejection_code::setting_out_of_range, std::move(field), std::move(message)};
}

instant down_to(instant when, millis step) { return instant{step * number_of(when, step)}; }

instant up_to(instant when, millis step) {
  const auto down = down_to(when, step);
  return down == when ? when : down + step;
}

}  // namespace

std::variant<window, rejection> window_of(const window_wish& asked, std::size_t links,
                                          instant seconds_since, instant now) {
  const auto to = asked.to.value_or(now);
  const auto from = asked.from.value_or(to - usual_length);
  if (from >= to)
    return refusal("from", "is " + rfc3339(from) + ", and must be before the end, " + rfc3339(to));
  constexpr auto second_span = one_second * static_cast<std::int64_t>(seconds_kept);
  constexpr auto minute_span = one_minute * static_cast<std::int64_t>(minutes_kept);
  if (from < now - minute_span)
    return refusal("from", "is " + rfc3339(from) + "; figures are kept for 8 days");
  if (from > now) return refusal("from", "is " + rfc3339(from) + ", and that is still to come");
  const auto first_second = std::max(now - second_span, seconds_since);
  const bool is_old = from < first_second;
  if (asked.step && is_old && *asked.step % one_minute != millis{0})
    return refusal(
        "step_seconds", "must be whole minutes where from is before " + rfc3339(first_second) +
                            ": seconds are kept for an hour, and begin anew with each process");
  window out{.is_by_minute = is_old || (asked.step && *asked.step % one_minute == millis{0})};
  const auto unit = out.is_by_minute ? one_minute : one_second;
  out.from = down_to(from, unit);
  // What is being counted at this moment belongs to an end that nobody has named.
  const auto end = asked.to ? up_to(to, unit) : down_to(now, unit) + unit;
  const auto length = end - out.from;
  out.step = asked.step.value_or(length);
  out.rows = static_cast<std::size_t>((length + out.step - millis{1}) / out.step);
  if (out.rows * links <= most_rows) return out;
  return refusal("step_seconds",
                 "makes " + std::to_string(out.rows) + " rows for each of " +
                     std::to_string(links) + " links, and at most " + std::to_string(most_rows) +
                     " in all are told: choose a longer step, a shorter time or fewer paths");
}

}  // namespace sluice::figures

#include "app/backup/cut_point.hpp"

#include "app/backup/stored_file.hpp"
#include "events/codec.hpp"

namespace sluice::app {
namespace {

store::record record_at(const store::event_log& log, store::sequence at) {
  store::record out;
  const auto bad = log.read_all(at, [&](const store::record& r) {
    out = r;
    return false;
  });
  if (bad) throw backup_failed("the log cannot be read: " + bad->what);
  return out;
}

bool is_of_one_decision(const store::record& a, const store::record& b) {
  return a.stream == b.stream && a.time_ms == b.time_ms;
}

}  // namespace

std::variant<cut_point, std::string> cut_point_at(const store::event_log& log,
                                                  store::sequence wanted) {
  const auto end = log.current_head().position;
  const auto there = record_at(log, wanted);
  if (wanted == end || !is_of_one_decision(there, record_at(log, wanted + 1)))
    return cut_point{wanted};
  auto first = wanted, last = wanted + 1;
  while (first > 1 && is_of_one_decision(record_at(log, first - 1), there)) --first;
  while (last < end && is_of_one_decision(there, record_at(log, last + 1))) ++last;
  const auto inside =
      "sequence " + std::to_string(wanted) + " lies inside what one decision has written, " +
      std::to_string(first) + " to " + std::to_string(last);
  if (first == 1)
    return inside +
           ": nothing stands before it, and half of it is not kept; the first sequence that "
           "a log can end at is " +
           std::to_string(last);
  return cut_point{first - 1, inside + ", of which no half is kept: the log ends before it, at " +
                                  std::to_string(first - 1)};
}

store::sequence last_until(const store::event_log& log, instant at) {
  store::sequence within = 0, beyond = log.current_head().position + 1;
  while (beyond - within > 1) {
    const auto middle = within + (beyond - within) / 2;
    (time_of(record_at(log, middle)) <= at ? within : beyond) = middle;
  }
  return within;
}

}  // namespace sluice::app

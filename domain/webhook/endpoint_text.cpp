#include <algorithm>
#include <sstream>

#include "domain/webhook/endpoint.hpp"
#include "domain/webhook/schedule.hpp"

namespace sluice::webhook {
namespace {

std::int64_t number_of(instant at) { return at.time_since_epoch().count(); }
instant instant_of(std::int64_t number) { return instant{millis{number}}; }

/// The clock may have been wrong when it was written.
instant no_later(std::int64_t number, instant now) {
  return std::min(instant_of(number), now + longest_pause);
}

std::optional<disabled_by> disabled_from(int number) {
  for (const auto by : {disabled_by::nobody, disabled_by::gone, disabled_by::failing})
    if (static_cast<int>(by) == number) return by;
  return std::nullopt;
}

}  // namespace

/// No stream: of hundreds of endpoints it is made several times a second.
std::string endpoint::text() const {
  constexpr std::size_t usual_head = 96, usual_delivery = 32;
  std::string out;
  out.reserve(usual_head + waiting_.size() * usual_delivery);
  const auto add = [&out](auto number) {
    if (!out.empty()) out += ' ';
    out += std::to_string(number);
  };
  add(static_cast<int>(disabled_));
  add(behind_.value_or(0));
  add(failures_);
  add(number_of(first_failure_));
  add(number_of(last_failure_));
  add(static_cast<int>(is_half_a_day_apart_));
  add(number_of(not_before_));
  add(waiting_.size());
  for (const auto& [event, d] : waiting_) {
    add(event);
    add(static_cast<int>(d.tries));
    add(number_of(d.due));
  }
  return out;
}

std::optional<endpoint> endpoint::from_text(std::string_view line, instant now) {
  std::istringstream in{std::string(line)};
  endpoint e;
  int disabled = 0, tries = 0;
  position behind = 0, event = 0, last = 0;
  std::int64_t first_failure = 0, last_failure = 0, not_before = 0, due = 0;
  std::size_t count = 0;
  in >> disabled >> behind >> e.failures_ >> first_failure >> last_failure >>
      e.is_half_a_day_apart_ >> not_before >> count;
  const auto by = disabled_from(disabled);
  if (!in || !by || count > window) return std::nullopt;
  e.disabled_ = *by;
  if (behind != 0) e.behind_ = behind;
  e.not_before_ = no_later(not_before, now);
  const auto failed_for = instant_of(last_failure) - instant_of(first_failure);
  e.last_failure_ = now;
  e.first_failure_ = now - std::max(failed_for, millis{0});
  for (; count > 0; --count) {
    in >> event >> tries >> due;
    if (!in || event <= last || tries < 0 || tries > UINT8_MAX) return std::nullopt;
    last = event;
    e.waiting_.emplace(event, delivery{static_cast<std::uint8_t>(tries), no_later(due, now)});
  }
  std::string more;
  if (in >> more) return std::nullopt;
  return e;
}

}  // namespace sluice::webhook

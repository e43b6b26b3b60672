#include "domain/alarm/notice.hpp"

#include "base/invariant.hpp"
#include "base/time_text.hpp"

namespace sluice::alarm {
namespace {

/// Before what is wrong; what fires for the first time needs no word.
std::string_view before(step s) noexcept {
  switch (s) {
    case step::fired: return "";
    case step::grew: return "GROWS: ";
    case step::repeated: return "STILL: ";
    case step::escalated: return "NOT ACKNOWLEDGED: ";
    case step::was_silenced: return "WAS SILENCED: ";
    case step::flaps: return "AGAIN AND AGAIN: ";
    case step::still_fires: return "STILL, AFTER A RESTART: ";
    case step::recovered: return "OVER: ";
  }
  broken_invariant("every step has a word", __FILE__, __LINE__);
}

std::string line(std::string_view name, const std::string& value) {
  return std::string(name) + ": " + value + '\n';
}

std::string seconds_of(millis d) { return std::to_string(d.count() / 1000) + " s"; }

}  // namespace

std::string_view name_of(step s) noexcept {
  switch (s) {
    case step::fired: return "fired";
    case step::grew: return "grew";
    case step::repeated: return "repeated";
    case step::escalated: return "escalated";
    case step::was_silenced: return "was_silenced";
    case step::flaps: return "flaps";
    case step::still_fires: return "still_fires";
    case step::recovered: return "recovered";
  }
  broken_invariant("every step has a name", __FILE__, __LINE__);
}

std::string subject_of(const notice& n) {
  return std::string(before(n.why)) + n.key + ": " + std::string(row_of(n.what).says);
}

std::string text_of(const notice& n) {
  auto out = subject_of(n) + "\n\n";
  if (!n.detail.empty()) out += n.detail + "\n\n";
  out += line(
      "alarm", std::to_string(n.alarm) + " (" + std::string(name_of(n.what)) + ", " + n.key + ')');
  out += line("since", rfc3339(n.since));
  out += line(n.why == step::recovered ? "lasted" : "for", seconds_of(n.at - n.since));
  if (n.count > 0) out += line("seen", std::to_string(n.count) + " times");
  if (n.orders > 0) out += line("orders", std::to_string(n.orders));
  if (n.why != step::recovered)
    out += "\nsluice alarms ack " + std::to_string(n.alarm) + " --operator YOU --reason WHY\n";
  return out;
}

}  // namespace sluice::alarm

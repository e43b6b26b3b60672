#include "domain/alarm/digest.hpp"

#include <algorithm>

#include "base/time_text.hpp"

namespace sluice::alarm {

std::string subject_of(const digest& d) {
  const auto over = std::ranges::count(d.told, step::recovered, &notice::why);
  auto out = std::to_string(d.told.size() + d.more) + " notices of alarms";
  if (over > 0) out += ", " + std::to_string(over) + " of them that one is over";
  return out;
}

std::string text_of(const digest& d) {
  auto out = subject_of(d) + ": more than are told one by one.\n\n";
  for (const auto& n : d.told)
    out += rfc3339(n.at) + "  alarm " + std::to_string(n.alarm) + "  " + subject_of(n) + '\n';
  if (d.more > 0)
    out += "and " + std::to_string(d.more) + " more, of which only the number was kept\n";
  return out + "\nsluice alarms list\n";
}

}  // namespace sluice::alarm

#include "actors/alarm/alarm_ear.hpp"

#include <algorithm>
#include <array>

namespace sluice {
namespace {

/// The follower of the log tells these (alerts.cpp), and gives the rules more than a word of them.
constexpr std::array<std::string_view, 5> heard_from_the_log{
    "late_payment_found", "result_conflicted", "operator_needed", "single_person_used",
    "all_paths_open"};

/// Things go wrong before there is a clock.
constexpr instant now_or_later{};

}  // namespace

void alarm_ear::tell(const note& n) {
  tells_->tell(n);
  hear(n);
}

bool alarm_ear::tell_for_sure(const note& n) {
  if (!tells_->tell_for_sure(n)) return false;
  hear(n);
  return true;
}

void alarm_ear::hear(const note& n) {
  if (n.level != severity::critical) return hear_of_fault(n);
  if (std::ranges::find(heard_from_the_log, n.event) != heard_from_the_log.end()) return;
  facts_->hear(
      alarm::happened{alarm::kind::system, std::string(n.event), 0, n.message}, now_or_later);
}

void alarm_ear::hear_of_fault(const note& n) {
  const auto mark = alarm::fault_mark_in(n.message);
  if (mark.empty()) return;
  std::optional<std::uint64_t> lines;
  {
    const std::lock_guard held(mutex_);
    lines = faults_.take(n.event, now_());
  }
  if (!lines) return;
  auto detail = n.message;
  if (*lines > 1) detail += " (" + std::to_string(*lines) + " lines since the last)";
  facts_->hear(alarm::happened{alarm::kind::system, std::string(n.event), 0, std::move(detail)},
               now_or_later);
}

}  // namespace sluice

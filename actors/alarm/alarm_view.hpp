#pragma once
/// What people are shown of the alarms.

#include "actors/desk/answer.hpp"
#include "domain/alarm/watch.hpp"

namespace sluice {

[[nodiscard]] alarm_list view_of(const alarm::watch& w, std::uint64_t lost_facts, instant now);

}  // namespace sluice

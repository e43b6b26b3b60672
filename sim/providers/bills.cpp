#include "sim/providers/bills.hpp"

#include <algorithm>
#include <chrono>

#include "sim/providers/wire_text.hpp"

namespace sluice::sim {

std::optional<span_of_time> day_in_beijing(std::string_view day, instant now) {
  std::string digits;
  for (const char c : day)
    if (c != '-') digits += c;
  if (digits.size() != 8) return std::nullopt;
  const auto from = from_beijing_time(
      digits.substr(0, 4) + '-' + digits.substr(4, 2) + '-' + digits.substr(6) + " 00:00:00");
  if (!from) return std::nullopt;
  return span_of_time{*from, std::min(now, *from + std::chrono::hours(24))};
}

}  // namespace sluice::sim

#pragma once
/// Time as the rules see it: UTC, milliseconds, always passed in, never read inside the domain.

#include <chrono>

namespace sluice {

using millis = std::chrono::milliseconds;
using instant = std::chrono::sys_time<millis>;

}  // namespace sluice

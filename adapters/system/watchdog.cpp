#include "adapters/system/watchdog.hpp"

#include <unistd.h>

#include <charconv>
#include <cstdlib>

namespace sluice {
namespace {

std::optional<std::int64_t> positive(const char* text) noexcept {
  if (text == nullptr) return std::nullopt;
  const std::string_view all(text);
  std::int64_t number = 0;
  const auto [end, trouble] = std::from_chars(all.data(), all.data() + all.size(), number);
  if (trouble != std::errc{} || end != all.data() + all.size() || number <= 0) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::chrono::microseconds> watchdog_limit(
    const char* microseconds, const char* meant_for, long this_process) noexcept {
  const auto limit = positive(microseconds);
  if (!limit || (meant_for != nullptr && positive(meant_for) != this_process)) return std::nullopt;
  return std::chrono::microseconds{*limit};
}

watchdog watchdog_of_this_process() noexcept {
  return watchdog(watchdog_limit(
      std::getenv("WATCHDOG_USEC"), std::getenv("WATCHDOG_PID"), static_cast<long>(::getpid())));
}

}  // namespace sluice

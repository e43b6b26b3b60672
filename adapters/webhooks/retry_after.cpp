#include "adapters/webhooks/retry_after.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>

namespace sluice::webhooks {
namespace {

std::chrono::seconds seconds_in(const std::string& digits) {
  constexpr std::size_t for_ever = 10;  // more digits overflow nothing, and mean nothing
  return std::chrono::seconds{std::stoll(digits.substr(0, for_ever))};
}

}  // namespace

std::optional<millis> retry_after_of(const std::string& written, instant now) {
  if (written.empty()) return std::nullopt;
  if (std::ranges::all_of(written, [](char c) { return c >= '0' && c <= '9'; }))
    return seconds_in(written);
  const auto date = curl_getdate(written.c_str(), nullptr);
  if (date < 0) return std::nullopt;
  const instant at{std::chrono::seconds{date}};
  return std::max(std::chrono::duration_cast<millis>(at - now), millis{0});
}

}  // namespace sluice::webhooks

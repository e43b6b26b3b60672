#include "app/simulated_channels/outages.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sluice {

std::optional<std::string> outages::take(const std::string& body, instant now) {
  constexpr std::int64_t longest = 3600;
  const auto wish = nlohmann::json::parse(body, nullptr, false);
  const auto field = [&](const char* name) {
    return wish.is_object() ? wish.value(name, nlohmann::json()) : nlohmann::json();
  };
  const auto account = field("account");
  const auto seconds = field("seconds");
  if (!account.is_string() || account.get<std::string>().empty() || !seconds.is_number_integer() ||
      seconds < 0 || seconds > longest)
    return "an outage takes {\"account\":\"1900000109\",\"seconds\":20}, 0 to 3600 seconds\n";
  until_[account.get<std::string>()] = now + std::chrono::seconds{seconds.get<std::int64_t>()};
  return std::nullopt;
}

bool outages::strikes(std::string_view request, instant now) const {
  return std::any_of(until_.begin(), until_.end(), [&](const auto& one) {
    return now < one.second && request.find(one.first) != std::string_view::npos;
  });
}

}  // namespace sluice

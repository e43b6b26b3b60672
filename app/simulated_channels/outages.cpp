#include "app/simulated_channels/outages.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

namespace sluice {
namespace {

/// As a whole: not as a part of another number or word.
bool names(std::string_view request, std::string_view account) {
  const auto is_apart = [&](std::size_t at) {
    return at >= request.size() || std::isalnum(static_cast<unsigned char>(request[at])) == 0;
  };
  for (auto at = request.find(account); at != std::string_view::npos;
       at = request.find(account, at + 1))
    if ((at == 0 || is_apart(at - 1)) && is_apart(at + account.size())) return true;
  return false;
}

}  // namespace

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
    return now < one.second && names(request, one.first);
  });
}

}  // namespace sluice

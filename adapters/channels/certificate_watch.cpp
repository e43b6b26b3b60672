#include "adapters/channels/certificate_watch.hpp"

#include <chrono>
#include <iterator>

#include "base/time_text.hpp"

namespace sluice {

certificate_age age_of(const certificate_end& one, instant now) noexcept {
  using std::chrono::days;
  // The other way round a certificate without an end would not fit.
  if (one.until < now) return certificate_age::ended;
  if (one.until - days{1} < now) return certificate_age::last_day;
  if (one.until - days{7} < now) return certificate_age::last_week;
  if (one.until - days{30} < now) return certificate_age::last_month;
  return certificate_age::good;
}

std::string described(const certificate_end& one) {
  return one.key + ' ' + one.serial + " ends at " + rfc3339(one.until);
}

std::string next_ends(const std::multimap<std::string, certificate_end>& all, instant now) {
  std::multimap<instant, std::string> by_end;
  for (const auto& [channel, one] : all) {
    const bool is_over = age_of(one, now) == certificate_age::ended;
    by_end.emplace(one.until, (is_over ? "ENDED: " : "") + channel + '.' + described(one));
  }
  if (by_end.empty()) return "no channel goes by any";
  std::string out = "of " + std::to_string(by_end.size()) + ": " + by_end.begin()->second;
  for (auto at = std::next(by_end.begin()); at != by_end.end(); ++at)
    if (at->first - std::chrono::days{30} < now) out += "; " + at->second;
  return out;
}

std::vector<certificate_end> certificate_watch::news(const std::vector<certificate_end>& all,
                                                     instant now) {
  std::vector<certificate_end> out;
  for (const auto& one : all) {
    const auto age = age_of(one, now);
    auto& told = told_.try_emplace({one.key, one.serial}, certificate_age::good).first->second;
    if (age > told) out.push_back(one);
    told = age;
  }
  return out;
}

}  // namespace sluice

#include "actors/engine/settings.hpp"

namespace sluice {

const attempt_timing& timing_of(const std::vector<channel_settings>& channels,
                                const channel_id& channel, business_type type) {
  static const attempt_timing standard;
  for (const auto& c : channels)
    if (c.id == channel)
      if (const auto row = c.timing.find(type); row != c.timing.end()) return row->second;
  for (const auto& c : channels)
    if (const auto row = c.timing.find(type); row != c.timing.end()) return row->second;
  return standard;
}

std::uint32_t most_refunds_of(const std::vector<channel_settings>& channels,
                              const channel_id& channel) noexcept {
  for (const auto& c : channels)
    if (c.id == channel) return c.most_refunds_per_order;
  return channel_settings{}.most_refunds_per_order;
}

std::vector<merchant::channel_reach> reach_of(const std::vector<channel_settings>& channels) {
  std::vector<merchant::channel_reach> out;
  out.reserve(channels.size());
  for (const auto& c : channels)
    out.push_back({c.id, c.reaches, c.business_types, c.currencies, c.is_simulated,
                   c.agreements_for, c.signs_while_paying, c.opens_cards});
  return out;
}

std::map<merchant_id, std::vector<std::string>> return_domains_of(
    const std::vector<merchant_settings>& merchants) {
  std::map<merchant_id, std::vector<std::string>> out;
  for (const auto& m : merchants)
    if (!m.return_domains.empty()) out.emplace(m.id, m.return_domains);
  return out;
}

routing::merchant_lists lists_of(const std::vector<merchant_settings>& merchants) {
  routing::merchant_lists out;
  for (const auto& m : merchants) out.emplace(m.id, m.channels);
  return out;
}

std::map<channel_id, channel::called_host> limited_hosts_of(
    const std::vector<channel_settings>& channels) {
  std::map<channel_id, channel::called_host> out;
  for (const auto& c : channels)
    if (c.host) out.emplace(c.id, *c.host);
  return out;
}

}  // namespace sluice

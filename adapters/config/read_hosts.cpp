/// [hosts.NAME]: how much all channels that are reached at one host, from the same address, may ask
/// of it together.

#include <algorithm>
#include <set>

#include "adapters/config/sections.hpp"

namespace sluice::config {
namespace {

/// "https://api.mch.weixin.qq.com/v3" -> "api.mch.weixin.qq.com"
std::string host_of(const std::string& base_url) {
  constexpr std::string_view after_scheme = "://";
  const auto from = base_url.find(after_scheme);
  if (from == std::string::npos) return {};
  const auto begin = from + after_scheme.size();
  return base_url.substr(begin, base_url.find('/', begin) - begin);
}

std::string all_hosts(const configuration& c) {
  std::string out;
  for (const auto& channel : c.channels)
    if (const auto host = host_of(channel.base_url); out.find(host) == std::string::npos)
      out += (out.empty() ? "" : ", ") + host;
  return out;
}

void read_host(toml_reader& in, const std::string& name, configuration& out) {
  channel::host_limits limits;
  in.whole<std::uint32_t>("max_in_flight", limits.max_in_flight, 0, 1'000'000);
  in.whole<std::uint32_t>("calls_per_second", limits.calls_per_second, 0, 1'000'000);
  in.whole<std::uint32_t>("connections_per_second", limits.connections_per_second, 0, 1'000'000);
  if (in.sound() && limits == channel::host_limits{})
    in.complain("", "limits nothing", "max_in_flight, calls_per_second, connections_per_second");
  in.finish();
  std::set<channel::called_host> doors;
  for (std::size_t i = 0; i < out.channels.size(); ++i) {
    const auto& access = out.channels[i];
    if (host_of(access.base_url) != name) continue;
    const channel::called_host called{.name = name, .exit_address = access.exit_address};
    out.engine.channels[i].host = called;
    if (doors.insert(called).second) out.engine.hosts.push_back({called, limits});
  }
}

}  // namespace

void read_hosts(toml_reader in, configuration& out) {
  const auto fault_of = [&](const std::string& name) {
    const auto is_there = [&](const channel_access& c) { return host_of(c.base_url) == name; };
    return std::any_of(out.channels.begin(), out.channels.end(), is_there)
               ? std::string{}
               : "is the host of no channel's base_url";
  };
  for (auto& [name, reader] :
       in.tables_called(fault_of, "one of " + all_hosts(out) + ", with its port where it has one"))
    read_host(reader, name, out);
}

}  // namespace sluice::config

#include "adapters/config/key_differences.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <map>
#include <sstream>

namespace sluice {
namespace {

/// Each key with its whole path, and its value as text. Lists are values.
using flat = std::map<std::string, std::string>;

void flatten(const toml::table& table, const std::string& path, flat& out) {
  for (const auto& [key, node] : table) {
    const auto whole = path + (path.empty() ? "" : ".") + std::string(key.str());
    if (const auto* inner = node.as_table()) {
      out[whole];  // it may be empty, and is there all the same
      flatten(*inner, whole, out);
      continue;
    }
    std::ostringstream text;
    node.visit([&](const auto& value) { text << value; });
    out[whole] = text.str();
  }
}

flat flattened(std::string_view text) {
  flat out;
  flatten(toml::parse(text), "", out);
  return out;
}

/// "channels.wechat.limits" -> {channels, wechat, limits}
std::vector<std::string_view> parts_of(std::string_view key) {
  std::vector<std::string_view> out;
  for (std::size_t from = 0; from <= key.size();) {
    const auto to = std::min(key.find('.', from), key.size());
    out.push_back(key.substr(from, to - from));
    from = to + 1;
  }
  return out;
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& all) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

/// Where the questions go is named by the file of the start. One that names another place holds as
/// a whole from the next start on, or they would go where nobody listens.
bool asks_elsewhere(const flat& started_with, const flat& now) {
  const auto place = [](const flat& f) {
    const auto said = f.find("risk.prefix");
    return said == f.end() ? std::string("risk") : said->second;
  };
  return place(started_with) != place(now);
}

/// Of a channel that runs; one that is new runs from the next start on.
bool holds_while_running(std::string_view key, const flat& started_with, const flat& now) {
  constexpr std::array<std::string_view, 6> of_channels{
      "enabled",        "max_in_flight",    "queue_capacity",
      "queue_deadline", "calls_per_second", "faulty_per_second"};
  constexpr std::array<std::string_view, 4> of_merchants{
      "enabled", "business_types", "channels", "access"};
  const auto parts = parts_of(key);
  constexpr std::array<std::string_view, 5> whole_sections{
      "principals", "access", "approvals", "routing", "degradation"};
  if (parts[0] == "risk") return !asks_elsewhere(started_with, now);
  if (is_one_of(parts[0], whole_sections)) return true;
  if (parts[0] == "channels" && parts.size() == 4)
    return parts[2] == "limits" && is_one_of(parts[3], of_channels) &&
           started_with.contains("channels." + std::string(parts[1]));
  if (parts[0] != "merchants") return false;
  if (parts.size() > 2 && parts[2] == "limits") return true;
  return parts.size() == 2 || (parts.size() == 3 && is_one_of(parts[2], of_merchants));
}

/// A table that came or went is told by what is in it; but that of the risk service by itself as
/// well: that nobody is asked any more is no matter of a key.
bool is_told_by_its_keys(const std::string& key, const flat& in) {
  if (key == "risk") return false;
  const auto next = in.upper_bound(key);
  return next != in.end() && next->first.starts_with(key + '.');
}

/// In order.
std::vector<std::string> keys_that_differ(const flat& before, const flat& now) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : before)
    if (const auto same = now.find(key); same == now.end() || same->second != value)
      if (!is_told_by_its_keys(key, before)) keys.push_back(key);
  for (const auto& [key, value] : now)
    if (!before.contains(key) && !is_told_by_its_keys(key, now)) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace

key_differences differences_of(std::string_view started_with, std::string_view taken_over,
                               std::string_view now) {
  const auto first = flattened(started_with);
  const auto fresh = flattened(now);
  key_differences out;
  for (auto& key : keys_that_differ(flattened(taken_over), fresh))
    if (holds_while_running(key, first, fresh)) out.while_running.push_back(std::move(key));
  for (auto& key : keys_that_differ(first, fresh))
    if (!holds_while_running(key, first, fresh)) out.at_next_start.push_back(std::move(key));
  return out;
}

}  // namespace sluice

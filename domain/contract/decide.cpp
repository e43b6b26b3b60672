#include "domain/contract/decide.hpp"

#include <algorithm>

#include "base/time_text.hpp"

namespace sluice::contract {
namespace {

using decision = std::variant<std::optional<event>, rejection>;
using fault = std::optional<rejection>;

fault unknown_channel(std::string field, const channel_id& id, const surroundings& around) {
  if (std::ranges::find(around.channels, id) != around.channels.end()) return std::nullopt;
  std::string known;
  for (const auto& c : around.channels) known.append(known.empty() ? "" : ", ").append(c.value());
  return rejection{rejection_code::channel_unknown, std::move(field),
                   "there is no channel " + id.value() + "; there are " + known};
}

/// A contract with a channel is about that one, takes its cost at once, and settles nothing.
fault fault_of_cost(const put& c) {
  for (std::size_t i = 0; i < c.what.rows.size(); ++i)
    if (c.what.rows[i].channel)
      return rejection{rejection_code::setting_contradicts, "rows[" + std::to_string(i) + ']',
                       "a row of a channel's contract names no channel"};
  if (c.what.owner == account_owner::merchant && c.what.how == billing::included)
    return std::nullopt;
  return rejection{rejection_code::setting_contradicts, "account_owner",
                   "account_owner and billing are a merchant's; what a channel takes is kept back "
                   "from what it settles"};
}

fault fault_of_fee(const put& c, const surroundings& around) {
  for (std::size_t i = 0; i < c.what.rows.size(); ++i)
    if (const auto& id = c.what.rows[i].channel)
      if (auto f = unknown_channel("rows[" + std::to_string(i) + ']', *id, around)) return f;
  return std::nullopt;
}

fault fault_of(const put& c, const surroundings& around) {
  if (auto f = fault_in(c.with, around)) return f;
  if (c.valid_from && *c.valid_from < c.asked_at)
    return rejection{rejection_code::until_invalid, "valid_from",
                     "valid_from lies in the past; payments that have succeeded keep the contract "
                     "that held then. It must be later than " +
                         rfc3339(c.asked_at)};
  if (auto f = fault_in(c.what)) return f;
  return c.with.side == side::channel ? fault_of_cost(c) : fault_of_fee(c, around);
}

decision decide_put(const state& s, const put& c, const surroundings& around) {
  if (auto f = fault_of(c, around)) return *std::move(f);
  const auto known = s.all.find(c.with);
  const auto* last = known == s.all.end() ? nullptr : &known->second.back();
  // Channels tell times in whole seconds: what is paid in this one is paid from now on.
  const auto now = instant{std::chrono::floor<std::chrono::seconds>(c.asked_at)};
  const auto from = c.valid_from.value_or(now);
  const bool is_same = last != nullptr && last->terms == c.what &&
                       (c.valid_from ? last->valid_from == from : last->valid_from <= from);
  if (is_same) return std::optional<event>{};
  return std::optional<event>{
      agreed{c.with, last == nullptr ? 1U : last->version + 1, from, c.what, c.who}};
}

}  // namespace

std::optional<rejection> fault_in(const party& p, const surroundings& around) {
  if (auto f = fault_in(p)) return f;
  return p.side == side::channel ? unknown_channel("channel", channel_id{p.name}, around)
                                 : std::nullopt;
}

decision decide(const state& s, const command& c, const surroundings& around) {
  return std::visit([&](const put& p) { return decide_put(s, p, around); }, c);
}

void apply(state& s, const event& e, instant) {
  std::visit([&](const agreed& a) { s.all[a.with].push_back(a); }, e);
}

}  // namespace sluice::contract

#include "domain/channel/path_decide.hpp"

#include "domain/until.hpp"

namespace sluice::channel {
namespace {

using decision = std::variant<std::optional<event>, rejection>;

std::uint32_t generation_of(const state& s, const path& p) {
  const auto known = s.paths.find(p);
  return known == s.paths.end() ? 0 : known->second.generation;
}

bool is_so_already(const state& s, const force& f) {
  const auto known = s.paths.find(f.where);
  if (known == s.paths.end()) return f.to == path_switch::automatic;
  return known->second.forced == f.to && known->second.forced_until == f.until;
}

std::optional<rejection> fault_of_path(const state& s, const path& p) {
  if (!p.is_of_orders())
    return rejection{rejection_code::path_invalid, "path",
                     "path must be empty for the whole channel, or " +
                         std::string(instrument_rule) + "; it is \"" + p.text() + '"'};
  if (s.paths.size() >= most_paths && !s.paths.contains(p))
    return rejection{rejection_code::path_invalid, "path",
                     "the channel already keeps " + std::to_string(most_paths) +
                         " paths; switch the method above it, or the whole channel"};
  return std::nullopt;
}

std::optional<rejection> fault_of_until(const force& f) {
  if (!f.until) return std::nullopt;
  if (f.to == path_switch::automatic)
    return rejection{rejection_code::until_invalid, "until",
                     "until is the end of open or closed; automatic has none"};
  return fault_of_end(f.until, f.asked_at);
}

}  // namespace

decision decide_force(const state& s, const force& f, const channel_id& channel) {
  if (auto fault = fault_of_path(s, f.where)) return *std::move(fault);
  if (auto fault = fault_of_until(f)) return *std::move(fault);
  if (!f.to)
    return rejection{rejection_code::switch_unclear, "to",
                     "say either enabled, for the whole channel, or to (open, closed, automatic), "
                     "with path and until where they are meant"};
  if (is_so_already(s, f)) return std::optional<event>{};
  return std::optional<event>{path_forced{
      .channel = channel,
      .where = f.where,
      .to = *f.to,
      .until = f.until,
      .who = f.who,
      .generation = generation_of(s, f.where) + 1}};
}

decision decide_turn(const state& s, const turn& t) {
  if (generation_of(t.what) != generation_of(s, where_of(t.what)) + 1)
    return std::optional<event>{};
  return std::visit([](const auto& e) { return std::optional<event>{e}; }, t.what);
}

}  // namespace sluice::channel

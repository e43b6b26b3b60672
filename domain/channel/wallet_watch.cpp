#include "domain/channel/wallet_watch.hpp"

#include <algorithm>
#include <sstream>

#include "base/enumerators.hpp"
#include "base/overloaded.hpp"

namespace sluice::channel {
namespace {

constexpr std::string_view channel_line = "channel", wallet_line = "shut";

constexpr int not_said = 2;

int number_of(std::optional<bool> said) noexcept { return said ? int{*said} : not_said; }

template <class Enum>
std::optional<Enum> from_number(int n) {
  for (const auto e : enumerators<Enum>)
    if (static_cast<int>(e) == n) return e;
  return std::nullopt;
}

}  // namespace

wallet_watch::wallet_watch(const std::vector<wallet_channel>& all) {
  for (const auto& c : all) all_.emplace(c.id, standing{.reaches = c.reaches, .is_on = c.is_on});
}

bool wallet_watch::standing::is_closed() const noexcept {
  if (forced != path_switch::automatic) return forced == path_switch::closed;
  return phase == breaker_phase::closed;
}

bool wallet_watch::is_shut(wallet w) const {
  bool any = false;
  for (const auto& [id, c] : all_) {
    if (c.reaches != w || !c.is_on) continue;
    if (c.is_closed()) return false;
    any = true;
  }
  return any;
}

std::optional<wallet_turn> wallet_watch::take(const channel_id& channel, const event& e) {
  const auto known = all_.find(channel);
  if (known == all_.end()) return std::nullopt;
  auto& its = known->second;
  std::visit(
      overloaded{
          [&](const configured& c) {  // what people said stays, unless the file changes it
            if (its.in_file != c.limits.enabled) its.is_on = c.limits.enabled;
            its.in_file = c.limits.enabled;
          },
          [&](const changed& c) { its.is_on = c.what.enabled.value_or(its.is_on); },
          [&](const path_turned& p) {
            if (p.where.is_whole_channel()) its.phase = p.to;
          },
          [&](const path_forced& p) {
            if (p.where.is_whole_channel()) its.forced = p.to;
          },
      },
      e);
  const bool shut = is_shut(its.reaches);
  if (shut == shut_.contains(its.reaches)) return std::nullopt;
  if (shut)
    shut_.insert(its.reaches);
  else
    shut_.erase(its.reaches);
  return wallet_turn{its.reaches, shut};
}

std::string wallet_watch::text() const {
  std::ostringstream out;
  for (const auto& [id, c] : all_)
    out << channel_line << ' ' << id.value() << ' ' << c.is_on << ' ' << number_of(c.in_file) << ' '
        << static_cast<int>(c.phase) << ' ' << static_cast<int>(c.forced) << '\n';
  for (const auto w : shut_) out << wallet_line << ' ' << name_of(w) << '\n';
  return out.str();
}

bool wallet_watch::restore(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::string line;
  while (std::getline(in, line))
    if (!restore_line(line)) return false;
  return true;
}

bool wallet_watch::restore_line(const std::string& line) {
  std::istringstream words{line};
  std::string what, name;
  words >> what >> name;
  if (what == wallet_line) {
    const auto w = wallet_from_name(name);
    if (w) shut_.insert(*w);
    return w.has_value();
  }
  int is_on = 0, in_file = not_said, phase = 0, forced = 0;
  words >> is_on >> in_file >> phase >> forced;
  const auto its_phase = from_number<breaker_phase>(phase);
  const auto its_switch = from_number<path_switch>(forced);
  if (what != channel_line || !words || !its_phase || !its_switch) return false;
  const auto known = all_.find(channel_id{name});
  if (known == all_.end()) return true;
  auto& its = known->second;
  its.is_on = is_on != 0;
  if (in_file != not_said) its.in_file = in_file != 0;
  its.phase = *its_phase;
  its.forced = *its_switch;
  return true;
}

}  // namespace sluice::channel

#include "actors/figures/figures_answer.hpp"

#include <algorithm>

#include "domain/figures/sampling.hpp"

namespace sluice {
namespace {

/// Of those on which refunds were asked for: by the oldest all but the latest should be through.
constexpr std::int64_t days_told = 8;

bool is_meant(const std::string& path, const figures::link& of) {
  return path == of.channel.value() || path == to_text(of);
}

/// A path that there is not is a mistake, and not a link without figures.
std::variant<std::vector<figures::link>, rejection> links_of(const link_figures& of,
                                                             const get_link_figures& asked) {
  auto all = of.links();
  if (asked.paths.empty()) return all;
  for (const auto& path : asked.paths)
    if (std::ranges::none_of(all, [&](const auto& l) { return is_meant(path, l); }))
      return rejection{rejection_code::channel_unknown, "paths",
                       "there is no \"" + path +
                           "\"; name a channel, or a channel and a kind of business, such as " +
                           (all.empty() ? "alipay/payment_code" : to_text(all.front()))};
  std::erase_if(all, [&](const auto& l) {
    return std::ranges::none_of(asked.paths, [&](const auto& path) { return is_meant(path, l); });
  });
  return all;
}

link_view view_of(const figures::link& l, link_figures::rows counted, const figures::window& w) {
  link_view out{.where = l};
  for (std::size_t i = 0; i < w.rows; ++i)
    out.rows.push_back({w.begin_of(i), counted.calls[i], counted.paid[i]});
  return out;
}

}  // namespace

answer figures_answer(const link_figures& of, const get_link_figures& asked, bool is_side_work_off,
                      instant now) {
  auto meant = links_of(of, asked);
  if (auto* refused = std::get_if<rejection>(&meant)) return std::move(*refused);
  const auto& links = std::get<std::vector<figures::link>>(meant);
  auto when = figures::window_of(asked.when, links.size(), of.began(), now);
  if (auto* refused = std::get_if<rejection>(&when)) return std::move(*refused);
  link_figures_view out{.of = std::get<figures::window>(when),
                        .one_in = figures::one_in(of.memory(), is_side_work_off),
                        .seconds_since = of.began()};
  for (const auto& l : links) out.links.push_back(view_of(l, of.look(l, out.of), out.of));
  const auto oldest = figures::day_of(out.of.to() - millis{1}) - days_told;
  for (const auto& [channel, counted] : of.refunds())
    if (std::ranges::any_of(links, [&](const auto& l) { return l.channel == channel; }) ||
        asked.paths.empty())
      for (const auto& d : counted.days)
        if (d.number > oldest) out.refunds.push_back({channel, d.number, d.counted});
  return out;
}

}  // namespace sluice

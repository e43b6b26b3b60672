#include "actors/settings/kept_words.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace sluice {
namespace {

/// What the file calls it.
std::string key_of_channel(const std::string& id, std::string_view setting) {
  constexpr std::string_view unit = "_ms";  // values in the file have their own
  if (setting.ends_with(unit)) setting.remove_suffix(unit.size());
  return "channels." + id + ".limits." + std::string(setting);
}
std::string key_of_merchant(const std::string& id, const std::string& setting) {
  return "merchants." + id + '.' + (setting == "life" ? "enabled" : setting);
}

}  // namespace

std::vector<setting_view> take_kept_words(std::vector<std::string>& changed, const answer& now) {
  std::vector<setting_view> kept;
  const auto look_at = [&](const auto& view, auto key_of) {
    for (const auto& o : view.origins) {
      auto key = key_of(view.id, o.name);
      if (o.from.by == author::person && std::erase(changed, key) > 0)
        kept.push_back({std::move(key), o.from});
    }
  };
  std::visit(overloaded{
                 [&](const channel_view& c) { look_at(c, key_of_channel); },
                 [&](const merchant_view& m) { look_at(m, key_of_merchant); },
                 [](const auto&) {},
             },
             now);
  return kept;
}

}  // namespace sluice

#include "adapters/api/suggestion.hpp"

#include <algorithm>

#include "base/nearest_word.hpp"

namespace sluice::api {
namespace {

constexpr std::size_t longest_compared = 64;  ///< the distance costs length × length

std::string folded(std::string_view name) {
  std::string plain;
  for (const char c : name.substr(0, longest_compared)) {
    if (c == '_' || c == '-') continue;
    plain += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return plain;
}

}  // namespace

std::string_view nearest(std::string_view written, std::span<const std::string_view> known) {
  const auto wanted = folded(written);
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(2, wanted.size() / 3) + 1;
  for (const auto name : known) {
    const auto d = edit_distance(wanted, folded(name));
    if (d >= best_distance || d >= name.size()) continue;
    best = name;
    best_distance = d;
  }
  return best;
}

std::string did_you_mean(std::string_view written, std::span<const std::string_view> known) {
  const auto best = nearest(written, known);
  return best.empty() ? std::string() : "; did you mean " + std::string(best) + "?";
}

std::string listed(std::span<const std::string_view> names) {
  std::string text;
  for (const auto name : names) text.append(text.empty() ? "" : ", ").append(name);
  return text;
}

std::string in_quotes(std::string_view written) {
  constexpr std::size_t shown = 40;
  std::string text = "\"";
  for (const char c : written.substr(0, shown)) text += (c < ' ' || c > '~' || c == '"') ? '?' : c;
  text += '"';
  if (written.size() > shown) text += "...";
  return text;
}

}  // namespace sluice::api

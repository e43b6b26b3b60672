#include "base/nearest_word.hpp"

#include <algorithm>

namespace sluice {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = a[i - 1] == b[j - 1] ? 0 : 1;
      cost[i][j] =
          std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

std::optional<std::string> nearest_word(std::string_view mistyped,
                                        const std::vector<std::string>& known) {
  constexpr std::size_t longest = 64;  // nobody means a word by a page of text
  if (mistyped.size() > longest) return std::nullopt;
  std::optional<std::string> best;
  std::size_t best_distance = 0;
  for (const auto& word : known) {
    const auto distance = edit_distance(mistyped, word);
    if (best && distance >= best_distance) continue;
    best = word;
    best_distance = distance;
  }
  const auto tolerated = std::max<std::size_t>(1, mistyped.size() / 3);
  return best && best_distance <= tolerated ? best : std::nullopt;
}

}  // namespace sluice

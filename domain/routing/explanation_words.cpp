#include "domain/routing/explanation.hpp"

namespace sluice::routing {
namespace {

/// 9310 -> "93.1 %"
std::string percent(std::uint16_t of_10000) {
  const auto tenths = of_10000 / 10;
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " %";
}

std::string sentence(const std::string& name, const judged& j) {
  if (!is_excluded(j.what))
    return name + ' ' + percent(j.score) + ", " + std::string(words_of(j.what));
  auto out = name + " excluded: " + std::string(words_of(j.what));
  if ((j.what == verdict::path_open || j.what == verdict::canary_bad) && j.counted > 0)
    out +=
        " (" + std::to_string(j.counted - j.good) + " of " + std::to_string(j.counted) + " failed)";
  return out;
}

}  // namespace

std::vector<std::string> words(const explanation& e, const std::vector<channel_id>& list) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < e.candidates.size(); ++i)
    out.push_back(sentence(
        i < list.size() ? list[i].value() : "a channel of an unknown name", e.candidates[i]));
  if (e.left_out > 0) out.push_back("and " + std::to_string(e.left_out) + " more");
  return out;
}

}  // namespace sluice::routing

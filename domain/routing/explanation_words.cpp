#include "domain/routing/explanation.hpp"
#include "domain/routing/rule_behind.hpp"

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

std::vector<std::string> words(const explanation& e, const std::vector<channel_id>& list,
                               const rules_in_force& rules) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < e.candidates.size(); ++i) {
    const bool is_known = i < list.size();
    const auto& found = e.candidates[i];
    out.push_back(sentence(is_known ? list[i].value() : "a channel of an unknown name", found));
    const auto* by = is_known ? rule_behind(found.what, list[i], rules) : nullptr;
    if (by != nullptr) out.back() += " (" + by->name + ')';
  }
  if (e.left_out > 0) out.push_back("and " + std::to_string(e.left_out) + " more");
  return out;
}

}  // namespace sluice::routing

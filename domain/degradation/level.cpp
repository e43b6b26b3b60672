#include "domain/degradation/level.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "base/time_text.hpp"
#include "domain/until.hpp"

namespace sluice::degradation {
namespace {

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::string when_again(const level_wish& by) {
  return by.until ? "at " + rfc3339(*by.until) : std::string("later");
}

}  // namespace

std::string_view name_of(level l) noexcept {
  for (const auto& row : level_rows)
    if (row.which == l) return row.name;
  broken_invariant("every level has a row", __FILE__, __LINE__);
}

std::optional<level> level_from_name(std::string_view name) noexcept {
  for (const auto& row : level_rows)
    if (row.name == name) return row.which;
  return std::nullopt;
}

const level_wish* in_force(const level_wish& w, instant machine_time) noexcept {
  return w.to == level::essential && !is_over(w.until, machine_time) ? &w : nullptr;
}

bool is_unusual(const level_wish& w, instant machine_time) noexcept {
  return is_restored(w) || in_force(w, machine_time) != nullptr;
}

bool lists(const level_wish& w, business_type type, const channel_id& by) noexcept {
  return contains(w.business_types, type) && contains(w.channels, by);
}

rejection why_refused(const level_wish& by, business_type type) {
  std::string types;
  for (const auto t : by.business_types)
    types += (types.empty() ? "" : ", ") + std::string(name_of(t));
  const bool is_listed = contains(by.business_types, type);
  return {rejection_code::engine_essential, is_listed ? "" : "business_type",
          "for a while the engine takes only what is essential: new orders by " + types +
              (is_listed ? ", and none by a channel that could take this one" : "") +
              "; those there are go on; send it again " + when_again(by)};
}

rejection why_side_work_is_off(const level_wish& by) {
  return {rejection_code::engine_essential, "",
          "for a while the engine does only what is essential, and this can wait; send it again " +
              when_again(by)};
}

}  // namespace sluice::degradation

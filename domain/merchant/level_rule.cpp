#include "domain/merchant/level_rule.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice::merchant {
namespace {

template <class T>
bool is_for(const std::vector<T>& some, const T& one) noexcept {
  return some.empty() || std::find(some.begin(), some.end(), one) != some.end();
}

}  // namespace

std::string_view name_of(level_cause c) noexcept {
  for (const auto& row : level_cause_rows)
    if (row.which == c) return row.name;
  broken_invariant("every cause has a row", __FILE__, __LINE__);
}

std::optional<level_cause> level_cause_from_name(std::string_view name) noexcept {
  for (const auto& row : level_cause_rows)
    if (row.name == name) return row.which;
  return std::nullopt;
}

bool is_about(const level_rule& r, const merchant_id& whose, business_type type) noexcept {
  return is_for(r.merchants, whose) && is_for(r.business_types, type);
}

}  // namespace sluice::merchant

#include "domain/merchant/life.hpp"

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice::merchant {

std::string_view name_of(life l) noexcept {
  switch (l) {
    case life::applied: return "applied";
    case life::approved: return "approved";
    case life::active: return "active";
    case life::frozen: return "frozen";
    case life::closed: return "closed";
  }
  broken_invariant("every life has a name", __FILE__, __LINE__);
}

std::optional<life> life_from_name(std::string_view name) noexcept {
  for (const auto l : enumerators<life>)
    if (name_of(l) == name) return l;
  return std::nullopt;
}

bool may_become(life from, life to) noexcept {
  switch (from) {
    case life::applied: return to == life::approved || to == life::closed;
    case life::approved: return to == life::active || to == life::closed;
    case life::active: return to == life::frozen || to == life::closed;
    case life::frozen: return to == life::active || to == life::closed;
    case life::closed: return false;
  }
  broken_invariant("every life has something that may follow", __FILE__, __LINE__);
}

std::string what_may_follow(life from) {
  std::string out;
  for (const auto to : enumerators<life>)
    if (may_become(from, to)) out += (out.empty() ? "" : " or ") + std::string(name_of(to));
  return out.empty() ? "nothing" : out;
}

}  // namespace sluice::merchant

#include "sim/run/repertoire.hpp"

#include "base/invariant.hpp"

namespace sluice::sim {
namespace {

scenario read(const shipped_scenario& shipped) {
  auto got = read_scenario(shipped.text, shipped.name);
  // Every one of them is read by the tests.
  SLUICE_INVARIANT(std::holds_alternative<scenario>(got));
  return std::get<scenario>(std::move(got));
}

}  // namespace

std::optional<scenario> find_shipped(std::string_view name) {
  for (const auto& s : shipped_scenarios())
    if (s.name == name) return read(s);
  return std::nullopt;
}

repertoire repertoire::shipped() {
  repertoire out(*find_shipped(usual_mix));
  for (const auto& s : shipped_scenarios())
    if (s.name != usual_mix && s.name != calm_scenario) out.others_.push_back(read(s));
  return out;
}

/// Odd seeds take the usual mix, because it is the one in which hazards meet that nobody thought
/// of together. Even seeds take the others one after the other, in the order of their names: 0 the
/// first, 2 the second, and so on, again from the first when there are no more.
const scenario& repertoire::of(std::uint64_t seed) const noexcept {
  if (others_.empty() || seed % 2 == 1) return everyday_;
  return others_[seed / 2 % others_.size()];
}

void repertoire::set_orders(std::uint32_t count) {
  everyday_.orders = count;
  for (auto& s : others_) s.orders = count;
}

}  // namespace sluice::sim

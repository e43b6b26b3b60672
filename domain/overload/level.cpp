#include "domain/overload/level.hpp"

#include <array>

#include "base/invariant.hpp"

namespace sluice::overload {
namespace {

struct threshold {
  level from;
  std::uint64_t percent;
};
/// The worst first.
constexpr std::array<threshold, 3> thresholds{
    {{level::drains, 95}, {level::refuses_new, 90}, {level::sheds, 80}}};
constexpr std::uint64_t more_room = 5;

}  // namespace

level level_of(const memory& m, level before) noexcept {
  if (m.limit == 0) return level::normal;
  for (const auto& t : thresholds) {
    const auto percent = before >= t.from ? t.percent - more_room : t.percent;
    if (m.used >= m.limit / 100 * percent) return t.from;
  }
  return level::normal;
}

bool takes(level now, work what) noexcept {
  switch (what) {
    case work::background_payment: return now < level::sheds;
    case work::payment:
    case work::look: return now < level::refuses_new;
    case work::refund: return now < level::drains;
    case work::always: return true;
  }
  broken_invariant("every work has its level", __FILE__, __LINE__);
}

std::string_view name_of(level l) noexcept {
  switch (l) {
    case level::normal: return "normal";
    case level::sheds: return "sheds";
    case level::refuses_new: return "refuses_new";
    case level::drains: return "drains";
  }
  broken_invariant("every level has a name", __FILE__, __LINE__);
}

}  // namespace sluice::overload

#include "actors/desk/load_watch.hpp"

#include "actors/desk/work_of.hpp"
#include "actors/figures/link_figures.hpp"

namespace sluice {
namespace {

constexpr millis looks_every{1000};
constexpr std::uint64_t mebibyte = 1ULL << 20;

}  // namespace

void load_watch::look(instant now) {
  if (memory_ == nullptr || now < looked_at_ + looks_every) return;
  looked_at_ = now;
  const auto memory = memory_->look();
  const auto before = std::exchange(now_, level_of(memory, now_));
  if (now_ == before) return;
  tell(before, memory);
  if (figures_ != nullptr) figures_->heed(now_);
}

void load_watch::tell(overload::level before, const overload::memory& m) const {
  const bool is_worse = now_ > before;
  tells_->tell(
      {.level = is_worse ? severity::critical : severity::info,
       .event = is_worse ? "memory_nearly_full" : "memory_has_room",
       .message = is_worse ? "Memory is nearly full: not everything is taken any more. Orders "
                             "that exist go on."
                           : "There is more room in memory again.",
       .fields = {{"level", std::string(name_of(now_))},
                  {"resident_mib", std::to_string(m.used / mebibyte)},
                  {"limit_mib", std::to_string(m.limit / mebibyte)}}});
}

std::optional<rejection> load_watch::refusal_of(const question& q) const {
  if (now_ == overload::level::normal || takes(now_, work_of(q))) return std::nullopt;
  return rejection{rejection_code::busy, "",
                   "the engine's memory is nearly full, and it takes less for a while; orders that "
                   "exist go on; send it again in some seconds"};
}

}  // namespace sluice

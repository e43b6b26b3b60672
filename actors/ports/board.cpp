#include "actors/ports/board.hpp"

#include <mutex>

namespace sluice {
namespace {

using channel::breaker_phase;
using channel::standing;

constexpr unsigned byte = 8;
constexpr std::uint64_t low_byte = 0xff;
constexpr std::uint64_t forced_bit = 1U << 2, probe_bit = 1U << 3, no_room_bit = 1U << 4,
                        used_bit = 1U << 5;
constexpr std::uint64_t phase_bits = 3;

/// Nothing written, 0, is a closed breaker with room.
std::uint64_t pack(const standing& s) {
  std::uint64_t out = static_cast<std::uint64_t>(s.phase) - 1;
  if (s.is_forced) out |= forced_bit;
  if (s.wants_probe) out |= probe_bit;
  if (!s.has_room) out |= no_room_bit;
  if (s.is_used) out |= used_bit;
  out |= std::uint64_t{s.good} << byte;
  out |= std::uint64_t{s.counted} << 2 * byte;
  return out | std::uint64_t{s.generation} << 4 * byte;
}

standing unpack(std::uint64_t written) {
  return {.phase = static_cast<breaker_phase>((written & phase_bits) + 1),
          .is_forced = (written & forced_bit) != 0,
          .wants_probe = (written & probe_bit) != 0,
          .has_room = (written & no_room_bit) == 0,
          .is_used = (written & used_bit) != 0,
          .good = static_cast<std::uint8_t>(written >> byte & low_byte),
          .counted = static_cast<std::uint8_t>(written >> 2 * byte & low_byte),
          .generation = static_cast<std::uint32_t>(written >> 4 * byte)};
}

int badness(breaker_phase p) noexcept {
  return p == breaker_phase::open ? 2 : p == breaker_phase::half_open ? 1 : 0;
}

/// A way behind another one: the worse phase of the two holds, and its generation explains it.
standing behind(const standing& outer, const standing& inner) {
  auto out = inner;
  if (badness(outer.phase) > badness(inner.phase)) {
    out.phase = outer.phase;
    out.is_forced = outer.is_forced;
    out.generation = outer.generation;
  }
  out.wants_probe = out.phase == breaker_phase::half_open &&
                    (outer.phase == breaker_phase::closed || outer.wants_probe) &&
                    (inner.phase == breaker_phase::closed || inner.wants_probe);
  out.has_room = outer.has_room && inner.has_room;
  if (inner.counted == 0) {
    out.good = outer.good;
    out.counted = outer.counted;
  }
  return out;
}

}  // namespace

board::board(const std::vector<channel_id>& channels) {
  for (const auto& id : channels) columns_.try_emplace(id);
}

void board::tell(const channel_id& channel, const channel::path& which, const standing& now) {
  auto& mine = columns_.at(channel);
  if (which.is_whole_channel()) return mine.whole.store(pack(now), std::memory_order_release);
  {
    const std::shared_lock reading(mine.lock);
    if (const auto known = mine.parts.find(which); known != mine.parts.end())
      return known->second.store(pack(now), std::memory_order_release);
  }
  const std::unique_lock growing(mine.lock);
  mine.parts[which].store(pack(now), std::memory_order_release);
}

standing board::standing_of(const channel_id& channel, const channel::path& which) const {
  const auto found = columns_.find(channel);
  if (found == columns_.end()) return {.phase = breaker_phase::open};
  const auto& mine = found->second;
  const auto whole = unpack(mine.whole.load(std::memory_order_acquire));
  if (which.is_whole_channel()) return whole;
  const std::shared_lock reading(mine.lock);
  auto now = whole;
  const auto go_on_through = [&](const channel::path& way) {
    if (const auto known = mine.parts.find(way); known != mine.parts.end())
      now = behind(now, unpack(known->second.load(std::memory_order_acquire)));
  };
  if (const auto method = which.parent(); !method.is_whole_channel()) go_on_through(method);
  go_on_through(which);
  return now;
}

breaker_phase board::worst_of(const channel_id& channel) const {
  const auto found = columns_.find(channel);
  if (found == columns_.end()) return breaker_phase::open;
  const auto& mine = found->second;
  auto worst = unpack(mine.whole.load(std::memory_order_acquire)).phase;
  const std::shared_lock reading(mine.lock);
  for (const auto& [path, way] : mine.parts)
    if (const auto its = unpack(way.load(std::memory_order_acquire)).phase;
        badness(its) > badness(worst))
      worst = its;
  return worst;
}

bool board::claim_from(written& way) {
  auto before = way.load(std::memory_order_acquire);
  while ((before & probe_bit) != 0)
    if (way.compare_exchange_weak(before, before & ~probe_bit, std::memory_order_acq_rel))
      return true;
  return unpack(before).phase == breaker_phase::closed;
}

std::vector<channel::path> board::used_parts_of(const channel_id& channel) const {
  std::vector<channel::path> out;
  const auto known = columns_.find(channel);
  if (known == columns_.end()) return out;
  const std::shared_lock held(known->second.lock);
  for (const auto& [path, way] : known->second.parts)
    if (unpack(way.load(std::memory_order_acquire)).is_used) out.push_back(path);
  return out;
}

/// Each half-open way on the way has its own probe to give.
bool board::claim_probe(const channel_id& channel, const channel::path& which) {
  auto& mine = columns_.at(channel);
  if (!claim_from(mine.whole)) return false;
  if (which.is_whole_channel()) return true;
  const std::shared_lock reading(mine.lock);
  const auto claim = [&](const channel::path& way) {
    const auto known = mine.parts.find(way);
    return known == mine.parts.end() || claim_from(known->second);
  };
  const auto method = which.parent();
  return (method.is_whole_channel() || claim(method)) && claim(which);
}

void board::want_probe(const channel_id& channel, const channel::path& which) {
  auto& mine = columns_.at(channel);
  const auto want = [](written& way) {
    auto before = way.load(std::memory_order_acquire);
    while (unpack(before).phase == breaker_phase::half_open &&
           !way.compare_exchange_weak(before, before | probe_bit, std::memory_order_acq_rel))
      continue;
  };
  want(mine.whole);
  const std::shared_lock reading(mine.lock);
  for (const auto& way : {which, which.is_whole_channel() ? which : which.parent()})
    if (const auto known = mine.parts.find(way); known != mine.parts.end()) want(known->second);
}

}  // namespace sluice

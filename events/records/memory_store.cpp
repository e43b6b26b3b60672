#include "events/records/memory_store.hpp"

namespace sluice::records {

std::optional<std::string> memory_store::write(const std::vector<entry>& all) {
  auto& last = segments_.back();
  for (const auto& e : all) {
    last.bytes += e.key.size() + e.value.size();
    last.entries[e.key] = e.value;
  }
  return std::nullopt;
}

std::optional<std::string> memory_store::begin_segment() {
  segments_.back().ended = now_();
  segments_.emplace_back();
  throw_old_away();
  return std::nullopt;
}

/// A segment is too old when the youngest of it is; the last one stays.
void memory_store::throw_old_away() {
  std::uint64_t bytes = 0;
  for (const auto& s : segments_) bytes += s.bytes;
  while (segments_.size() > 1 &&
         (now_() - segments_.front().ended > keeps_.age || bytes > keeps_.bytes)) {
    bytes -= segments_.front().bytes;
    segments_.pop_front();
  }
}

std::optional<std::string> memory_store::read(std::string_view prefix, const visitor& visit) const {
  std::map<std::string, std::string> found;
  for (const auto& s : segments_)
    for (auto at = s.entries.lower_bound(std::string(prefix));
         at != s.entries.end() && at->first.starts_with(prefix); ++at)
      found[at->first] = at->second;
  for (const auto& [key, value] : found)
    if (!visit({key, value})) break;
  return std::nullopt;
}

}  // namespace sluice::records

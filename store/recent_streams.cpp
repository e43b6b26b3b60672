#include "store/recent_streams.hpp"

#include <mutex>

#include "base/invariant.hpp"

namespace sluice::store {

std::optional<stream_state> recent_streams::find(std::string_view name) const {
  const std::shared_lock lock(mutex_);
  const auto found = streams_.find(name);
  if (found == streams_.end() || found->second.durable.position == 0) return std::nullopt;
  return found->second.durable;
}

void recent_streams::each(
    const std::function<void(const std::string&, const states&)>& visit) const {
  const std::shared_lock lock(mutex_);
  for (const auto& [name, s] : streams_)
    if (s.durable.position != 0) visit(name, s);
}

std::optional<stream_state> recent_streams::find_next(std::string_view name) const {
  const auto found = streams_.find(name);
  if (found == streams_.end()) return std::nullopt;
  return found->second.next;
}

recent_streams::stream& recent_streams::known_or_new(std::string_view name,
                                                     const stream_state& before) {
  if (const auto found = streams_.find(name); found != streams_.end()) return *found;
  const std::unique_lock lock(mutex_);
  return *streams_
              .emplace(
                  name, states{.durable = before, .next = before, .open_key = before.opened_at})
              .first;
}

void recent_streams::change(std::string_view name, const stream_state& before,
                            const stream_state& after, sequence from) {
  auto& s = known_or_new(name, before);
  SLUICE_INVARIANT(s.second.next == before);
  SLUICE_INVARIANT(after.last >= from);
  s.second.next = after;
  changed_.push_back(&s);
  if (s.second.unindexed_from != 0) return;
  // The start reads from the first one's place on: what lay before it would be forgotten.
  SLUICE_INVARIANT(unindexed_.empty() || unindexed_.back()->second.unindexed_from <= from);
  s.second.unindexed_from = from;
  unindexed_.push_back(&s);
}

void recent_streams::index_all_but(std::size_t most, const indexer& index) {
  for (; unindexed_.size() > most; unindexed_.pop_front()) {
    auto& s = *unindexed_.front();
    SLUICE_INVARIANT(s.second.unindexed_from != 0);
    index(s);
    s.second.open_key = s.second.next.opened_at;
    s.second.unindexed_from = 0;
    if (s.second.open_key == 0) forgotten_.push_back(&s);
  }
}

sequence recent_streams::unindexed_from(sequence next) const noexcept {
  return unindexed_.empty() ? next : unindexed_.front()->second.unindexed_from;
}

void recent_streams::publish() {
  const std::unique_lock lock(mutex_);
  for (auto* s : changed_) s->second.durable = s->second.next;
  for (auto* s : forgotten_) {
    SLUICE_INVARIANT(s->second.unindexed_from == 0 && s->second.durable.opened_at == 0);
    const auto known = streams_.find(s->first);
    SLUICE_INVARIANT(known != streams_.end());
    streams_.erase(known);
  }
  changed_.clear();
  forgotten_.clear();
}

}  // namespace sluice::store

#include "adapters/http/admission.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice {

std::string_view name_of(admission::limit reached) noexcept {
  switch (reached) {
    case admission::limit::connections: return "connections";
    case admission::limit::per_peer: return "connections of one address";
    case admission::limit::descriptors: return "open files of the process";
  }
  broken_invariant("every limit has a name", __FILE__, __LINE__);
}

admission::verdict admission::arrive(const std::string& peer, int descriptor, moment now) {
  watch_descriptors(descriptor, now);
  verdict said;
  bool fits = true;
  const auto of_peer = by_peer_.find(peer);
  if (of_peer != by_peer_.end() && of_peer->second >= allowed_.per_peer) {
    said.reached = limit::per_peer;
    fits = evict(said, &peer);
  }
  while (fits && all_.size() >= room_) {
    said.reached = room_ < allowed_.connections ? limit::descriptors : limit::connections;
    fits = evict(said, nullptr);
  }
  if (!fits) return said;
  said.taken = next_++;
  all_.emplace(*said.taken, connection{peer, now});
  ++by_peer_[peer];
  quiet_.emplace(now, *said.taken);
  return said;
}

/// With a number from the reserve, at least so many must go as it is too high. Looked at again
/// after a while: the rest of the process may need less by then.
void admission::watch_descriptors(int descriptor, moment now) {
  constexpr std::chrono::seconds believed_for{1};
  if (descriptor >= allowed_.first_reserved) {
    const auto too_many = static_cast<std::size_t>(descriptor - allowed_.first_reserved);
    const auto left = all_.size() - std::min(all_.size(), too_many);
    room_ = std::clamp<std::size_t>(left, 1, allowed_.connections);
    room_until_ = now + believed_for;
  } else if (now >= room_until_) {
    room_ = allowed_.connections;
  }
}

bool admission::evict(verdict& into, const std::string* only_of) {
  const auto at = std::find_if(quiet_.begin(), quiet_.end(), [&](const auto& one) {
    return only_of == nullptr || all_.at(one.second).peer == *only_of;
  });
  if (at == quiet_.end()) return false;
  const auto chosen = at->second;
  into.make_way.push_back(chosen);
  gone(chosen);
  return true;
}

void admission::busy(id one) {
  const auto at = all_.find(one);
  if (at == all_.end() || !at->second.quiet_since) return;
  quiet_.erase({*at->second.quiet_since, one});
  at->second.quiet_since.reset();
}

void admission::quiet(id one, moment now) {
  busy(one);
  const auto at = all_.find(one);
  if (at == all_.end()) return;
  at->second.quiet_since = now;
  quiet_.emplace(now, one);
}

void admission::gone(id one) {
  busy(one);
  const auto at = all_.find(one);
  if (at == all_.end()) return;
  const auto of_peer = by_peer_.find(at->second.peer);
  if (--of_peer->second == 0) by_peer_.erase(of_peer);
  all_.erase(at);
}

std::optional<admission::id> admission::longest_quiet() const {
  if (quiet_.empty()) return std::nullopt;
  return quiet_.begin()->second;
}

}  // namespace sluice

#pragma once
/// What an actor says while it handles one message, collected by receiver and sent at the end: a
/// message costs some 1,700 instructions and often a wake-up, whatever is in it. Nothing waits for
/// more to come: an idle engine sends batches of one.

#include <caf/all.hpp>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/invariant.hpp"

namespace sluice {

/// Several messages of a kind in one, to be handled in order.
template <class T>
struct batch {
  std::vector<T> all;
};

template <class T>
class outbox {
 public:
  void put(const caf::actor& to, T&& what) { box_for(to).push_back(std::move(what)); }

  /// At the end of every handler that may have put something.
  void send_all(caf::event_based_actor& from) {
    for (auto& [to, all] : boxes_) from.send(to, batch<T>{std::move(all)});
    boxes_.clear();
    places_.clear();
  }
  /// Whatever was put has been sent.
  [[nodiscard]] bool empty() const noexcept { return boxes_.empty(); }

 private:
  std::vector<T>& box_for(const caf::actor& to) {
    const auto [at, is_new] = places_.try_emplace(to.id(), boxes_.size());
    if (is_new) return boxes_.emplace_back(to, std::vector<T>{}).second;
    auto& [who, all] = boxes_[at->second];
    SLUICE_INVARIANT(who.id() == to.id());
    return all;
  }

  /// In the order of their first message, so that the same input always sends the same.
  std::vector<std::pair<caf::actor, std::vector<T>>> boxes_;
  std::unordered_map<caf::actor_id, std::size_t> places_;  ///< merchants may be many
};

}  // namespace sluice

#pragma once
/// What an actor says while it handles one message, collected by receiver and sent at the end: a
/// message costs some 1,700 instructions and often a wake-up, whatever is in it. Nothing waits for
/// more to come: an idle engine sends batches of one.

#include <algorithm>
#include <caf/all.hpp>
#include <utility>
#include <vector>

namespace sluice {

/// Several messages of a kind in one, to be handled in order.
template <class T>
struct batch {
  std::vector<T> all;
};

template <class T>
class outbox {
 public:
  void put(const caf::actor& to, T what) { box_for(to).push_back(std::move(what)); }

  /// At the end of every handler that may have put something.
  void send_all(caf::event_based_actor& from) {
    for (auto& [to, all] : boxes_) from.send(to, batch<T>{std::move(all)});
    boxes_.clear();
  }

 private:
  /// Few receivers at a time, so that a search is short; in the order of their first message, so
  /// that the same input always sends the same.
  std::vector<T>& box_for(const caf::actor& to) {
    const auto mine = std::find_if(
        boxes_.rbegin(), boxes_.rend(), [&](const auto& box) { return box.first == to; });
    return mine != boxes_.rend() ? mine->second : boxes_.emplace_back(to, std::vector<T>{}).second;
  }

  std::vector<std::pair<caf::actor, std::vector<T>>> boxes_;
};

}  // namespace sluice

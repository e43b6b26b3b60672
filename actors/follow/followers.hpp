#pragma once
/// All who follow the log of one engine: the log writer hands them what it has written, the engine
/// shows where they stand.

#include <caf/all.hpp>
#include <memory>
#include <utility>
#include <vector>

#include "actors/engine/messages.hpp"
#include "actors/follow/follower_standing.hpp"
#include "actors/follow/log_feed.hpp"

namespace sluice {

class followers {
 public:
  followers(log_identity of, store::sequence head) : feed_(std::make_shared<log_feed>(of, head)) {}

  /// Before the first message.
  void add(caf::actor who, std::shared_ptr<follower_place> place) {
    all_.push_back({std::move(who), std::move(place)});
  }
  [[nodiscard]] bool empty() const noexcept { return all_.empty(); }
  [[nodiscard]] const std::shared_ptr<log_feed>& feed() const noexcept { return feed_; }

  /// By the log writer, of what has become durable. Who has not looked since it was told last need
  /// not be told again.
  void hand_on(caf::event_based_actor& from, std::vector<store::append_request> asked,
               const std::vector<store::append_result>& results) const {
    feed_->put(std::move(asked), results);
    for (const auto& [who, place] : all_)
      if (!place->is_told.exchange(true)) from.send(who, log_advanced{});
  }
  /// What they had not told before the last stop.
  void begin() const {
    for (const auto& [who, place] : all_) caf::anon_send(who, log_advanced{});
  }
  template <class Do>
  void each(Do&& what) const {
    for (const auto& [who, place] : all_) what(who);
  }

  /// Any thread.
  [[nodiscard]] std::vector<follower_standing> standings() const {
    std::vector<follower_standing> out;
    for (const auto& [who, place] : all_) {
      const store::sequence cursor = place->cursor;  // before the head, or it could be beyond it
      out.push_back({place->name, cursor, feed_->head() - cursor, place->is_kept_waiting});
    }
    return out;
  }

 private:
  struct one {
    caf::actor who;
    std::shared_ptr<follower_place> place;
  };
  std::shared_ptr<log_feed> feed_;
  std::vector<one> all_;
};

}  // namespace sluice

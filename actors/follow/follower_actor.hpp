#pragma once
/// Leads one follower along the log: from the feed while it is at the head, from the log itself
/// while it lags. Its bookmark (cursor and state) moves only after a flush: a crash repeats, it
/// never loses. Detached in production, because a flush may be a round trip.

#include <caf/all.hpp>
#include <memory>

#include "actors/engine/messages.hpp"
#include "actors/follow/follower.hpp"
#include "actors/follow/follower_progress.hpp"
#include "actors/follow/log_feed.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/ports/observer.hpp"

namespace sluice {

/// Where it goes on. A follower that the log has never had gets its bookmark here: called before
/// anything is written, or a crash could move a beginning at the head over what it should hear.
[[nodiscard]] store::sequence where_to_go_on(follower& who, store::event_log& log, observer& tells);

class follower_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    std::shared_ptr<observer> tells;
    std::shared_ptr<log_feed> feed;
    std::shared_ptr<follower> who;
    std::shared_ptr<follower_place> place;  ///< where who goes on
    last_resort last;
  };
  follower_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "follower"; }

 private:
  enum class turn_end : std::uint8_t { went_well, not_taken, damaged };

  void go_on();
  [[nodiscard]] turn_end take_some();
  [[nodiscard]] turn_end take_fresh(const fresh_batch& batch);
  [[nodiscard]] turn_end take_from_log();
  template <class Do>
  bool succeeds(Do&& what);
  /// False: not taken.
  [[nodiscard]] bool offer(const decoded_record& r);
  [[nodiscard]] bool turn_is_over() const;
  [[nodiscard]] bool make_sure();
  void save();
  void pause();
  void show_place();
  void tell_place(severity level, std::string_view event, std::string message);
  void tell_damage(const store::damage& damage);

  needs needs_;
  follower_progress progress_;
  bool will_go_on_ = false;  ///< a tick is on its way
  bool lag_told_ = false;
  store::sequence fault_told_ = 0;  ///< at this record
};

}  // namespace sluice

#pragma once
/// The one writer of the log. Batches whatever queued up while the last sync ran: the first request
/// of a batch makes it send itself a message, which arrives behind everything that is already
/// waiting.
///
/// A failed write has an unknown outcome: it stops for good, tells the front desk, and calls
/// on_fatal. Detached in production, because a sync blocks its thread.

#include <caf/all.hpp>
#include <vector>

#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/follow/followers.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/ports/clock.hpp"
#include "actors/ports/observer.hpp"
#include "store/event_log.hpp"

namespace sluice {

class log_writer_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    std::shared_ptr<clock_port> clock;
    std::shared_ptr<observer> tells;
    page<caf::actor> front_desk;
    std::shared_ptr<const sluice::followers> followers;
    std::uint64_t min_free_bytes = 0;
    last_resort last;
  };
  log_writer_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "log_writer"; }

 private:
  void take(write_order& w);
  void write_all();
  void tell_all(const std::vector<store::append_result>& results);
  void hand_on(const std::vector<store::append_result>& results);
  void look_at_disk(instant now);
  /// Nearly full, nothing may be written any more that would make us look again.
  void look_again_soon();
  void stop(const std::string& why);

  needs needs_;
  std::vector<store::append_request> requests_;
  std::vector<std::pair<caf::actor, std::size_t>> reply_to_;  ///< and how many are for whom
  bool flush_sent_ = false;
  bool broken_ = false;
  bool disk_is_low_ = false;
  bool will_look_again_ = false;
  instant disk_looked_at_{};
};

}  // namespace sluice

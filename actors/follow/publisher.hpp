#pragma once
/// Follows the log and hands every event to the event sink, in order, at least once. Its cursor
/// lies in the log's folder and moves only after the sink has flushed: a crash repeats, it never
/// loses. Detached in production, because a flush is a round trip.

#include <caf/all.hpp>

#include "actors/engine/messages.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/ports/event_sink.hpp"
#include "actors/ports/observer.hpp"
#include "store/event_log.hpp"

namespace sluice {

class publisher_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    std::shared_ptr<event_sink> events;
    std::shared_ptr<observer> tells;
    last_resort last;
  };
  publisher_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "publisher"; }

 private:
  void publish_some();

  needs needs_;
  store::sequence done_ = 0;
  store::sequence head_ = 0;
  bool busy_ = false;  ///< a tick is on its way
};

}  // namespace sluice

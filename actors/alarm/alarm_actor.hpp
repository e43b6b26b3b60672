#pragma once
/// The one who watches: hears facts, has alarms made durable (the stream "alarm"), and only then
/// hands notices to whoever brings them to people. Keeps who has acknowledged and silenced what.
/// Nobody waits for it: what it is told lies in alarm_facts until it comes to it.

#include <caf/all.hpp>
#include <deque>

#include "actors/alarm/alarm_counts.hpp"
#include "actors/alarm/alarm_facts.hpp"
#include "actors/alarm/alarm_message.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/mail/one_timer.hpp"
#include "actors/ports/observer.hpp"
#include "actors/settings/settings_actor.hpp"
#include "domain/alarm/decide.hpp"
#include "domain/alarm/receiver.hpp"
#include "domain/alarm/watch.hpp"

namespace sluice {

class alarm_actor
    : public settings_actor<alarm::book, alarm::event, alarm::command, alarm::surroundings> {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    page<caf::actor> log_writer;
    std::shared_ptr<clock_port> clock;
    std::shared_ptr<observer> tells;
    std::shared_ptr<alarm_facts> facts;
    page<caf::actor> follower;  ///< saves which facts have led to what they lead to
    page<caf::actor> notifier;  ///< nobody: people look for themselves
    page<caf::actor> front_desk;
    std::shared_ptr<alarm_counts> firing{};  ///< nothing: nobody counts what fires
    alarm::thresholds thresholds;
    std::vector<alarm::receiver> receivers{};  ///< that there are
    last_resort last;
  };
  alarm_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "alarms"; }

 private:
  using word = settings_word<alarm::command>;
  /// What leaves, in order, when the events before it are durable.
  struct outgoing {
    std::vector<alarm::notice> notices;
    store::sequence settles = 0;
    bool waits = false;  ///< for its own events
  };

  /// What fires of receivers that the file has no more.
  void forget_receivers();
  void hear();
  void answer_to(alarms_wanted& w);
  [[nodiscard]] alarm_list view() const;
  void on_heard(const word& w, const rejection* refused) override;
  void heed(const alarm::command& what);
  /// Takes what the watch has found to the log, and to people.
  void speak(store::sequence settles);
  void let_go_of_what_may();
  void arm();
  void show();
  [[nodiscard]] instant now();

  needs needs_;
  std::optional<alarm::watch> watch_;
  std::deque<outgoing> outgoing_;
  one_timer timer_{};
  std::size_t told_firing_ = 0;  ///< to whoever lets the outside hear that the engine lives
  instant latest_{};  ///< the rules' time never runs backwards
};

}  // namespace sluice

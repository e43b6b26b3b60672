#pragma once
/// How much the engine takes on, as the stream "engine" says: the level of all of it, which people
/// change by events, and the rules by which merchants' levels change, which are the file's. What is
/// durable everybody else goes by (engine_level.hpp, shared_level_rules.hpp).
///
/// The front desk takes nothing before all of it is known and the file has been taken over: an
/// order must not slip past it while the engine starts. What cannot be read is not changed any
/// more: the engine takes everything, and the file's rules hold, as they are. Where the log was put
/// back, the page says so before anybody is there to read it (cast.cpp), and goes on saying so
/// until the stream says that people ended it.

#include "actors/degradation/engine_level.hpp"
#include "actors/degradation/shared_level_rules.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/ports/observer.hpp"
#include "actors/risk/shared_risk_rules.hpp"
#include "actors/settings/settings_actor.hpp"
#include "domain/degradation/decide.hpp"

namespace sluice {

class steward_actor : public settings_actor<degradation::state, degradation::event,
                                            degradation::command, degradation::surroundings> {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    page<caf::actor> log_writer;
    std::shared_ptr<clock_port> clock;
    std::shared_ptr<observer> tells;
    page<caf::actor> front_desk;
    std::vector<merchant::channel_reach> channels;  ///< all there are
    std::shared_ptr<shared_engine_level> level;
    std::shared_ptr<shared_level_rules> rules;
    std::shared_ptr<shared_risk_rules> risk;
    std::optional<degradation::restoration> restored;  ///< as the log says of itself
    degradation::take_over declared;  ///< by the file, at the start
    last_resort last;
  };
  steward_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "steward"; }

 private:
  void begin();
  void on_heard(const settings_word<degradation::command>& w, const rejection* refused) override;
  void publish();
  [[nodiscard]] engine_view view() const;
  void warn_of_restored() const;

  needs needs_;
  degradation::take_over in_file_{};  ///< its last word
  bool doors_are_open_ = false;
};

}  // namespace sluice

#pragma once
/// The rules of routing, as the stream "routing" says. The file, and people while the engine runs,
/// change them by events; what is durable merchants choose routes by (shared_rules.hpp).
///
/// The front desk takes nothing before the file's rules have been taken over: a payment must not
/// slip past a rule while the engine starts. Rules that cannot be read are not changed any more;
/// the file's hold then, as they are.

#include "actors/mail/last_resort.hpp"
#include "actors/ports/observer.hpp"
#include "actors/routing/shared_rules.hpp"
#include "actors/settings/settings_actor.hpp"
#include "domain/routing/decide.hpp"

namespace sluice {

class rulebook_actor : public settings_actor<routing::state, routing::event, routing::command,
                                             routing::rule_surroundings> {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    page<caf::actor> log_writer;
    std::shared_ptr<clock_port> clock;
    std::shared_ptr<observer> tells;
    page<caf::actor> front_desk;
    std::vector<merchant::channel_reach> channels;  ///< all there are
    std::shared_ptr<shared_rules> rules;
    routing::take_over declared;  ///< by the file, at the start
    last_resort last;
  };
  rulebook_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "rulebook"; }

 private:
  void begin();
  void hear(settings_word<routing::command> w);
  void on_heard(const settings_word<routing::command>& w, const rejection* refused) override;
  void publish();
  [[nodiscard]] rulebook_view view() const;

  needs needs_;
  routing::rulebook in_file_{};  ///< its last word
  bool doors_are_open_ = false;
};

}  // namespace sluice

#pragma once
/// Asks the risk service for orders that may not begin without it, and for payers' codes. Knows
/// which questions are open, and until when: an order is answered in time, by the service or by its
/// silence, and an answer to what is not open changes nothing. Remembers nothing across a restart:
/// orders ask again.

#include <caf/all.hpp>
#include <map>
#include <set>

#include "actors/engine/directory.hpp"
#include "actors/engine/settings.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/mail/one_timer.hpp"
#include "actors/ports/clock.hpp"
#include "actors/ports/observer.hpp"
#include "actors/risk/risk_message.hpp"
#include "actors/risk/shared_risk_rules.hpp"

namespace sluice {

class examiner_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<risk_port> port;  ///< nothing: nobody can be asked
    std::shared_ptr<const shared_risk_rules> how;
    std::shared_ptr<clock_port> clock;
    std::shared_ptr<observer> tells;
    page<caf::actor> front_desk;
    page<order_hosts> orders;
    last_resort last;
  };
  examiner_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "examiner"; }

 private:
  struct open_question {
    order_id order;
    risk_question_no number = 0;
    friend auto operator<=>(const open_question&, const open_question&) = default;
  };

  void ask(risk_question what);
  void hear(const risk_said& said);
  /// Nobody has answered these.
  void give_up_due();
  void tell_order(const open_question& about, order::command what);
  void answer_nothing(const open_question& about);
  void note_silence();
  void note_answer();
  void arm();

  needs needs_;
  risk_rules_reader how_;
  std::map<open_question, instant> open_{};  ///< until when
  std::set<std::pair<instant, open_question>> due_{};
  one_timer timer_{};
  outbox<order_message> to_orders_;
  bool is_silent_ = false;  ///< the service has not answered the last question that ended
};

}  // namespace sluice

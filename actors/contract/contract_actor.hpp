#pragma once
/// What has been agreed with merchants and channels about fees, as the stream "contract" says.
/// People change it by events; whoever keeps the books reads these from the log, so that no payment
/// ever waits for a contract. Contracts that cannot be read are not changed any more.

#include "actors/contract/contract_look.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/ports/observer.hpp"
#include "actors/settings/settings_actor.hpp"
#include "domain/contract/decide.hpp"

namespace sluice {

class contract_actor : public settings_actor<contract::state, contract::event, contract::command,
                                             contract::surroundings> {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    page<caf::actor> log_writer;
    std::shared_ptr<clock_port> clock;
    std::shared_ptr<observer> tells;
    page<caf::actor> front_desk;
    std::vector<channel_id> channels;  ///< all there are
    last_resort last;
  };
  contract_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "contracts"; }

 private:
  void on_heard(const settings_word<contract::command>& w, const rejection* refused) override;
  [[nodiscard]] contract_view view_of(const contract::party& with) const;

  needs needs_;
};

}  // namespace sluice

#pragma once
/// Keeps the list of what waits for people: orders that only a person can end, and proposals that
/// want a second one. Both tell it of themselves, so that the list needs no walk over the log;
/// after a start they tell it when they are taken up again. Lets proposals know when their time has
/// come.

#include <caf/all.hpp>
#include <map>
#include <optional>
#include <set>

#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/people/proposal_message.hpp"
#include "actors/ports/clock.hpp"

namespace sluice {

/// An answer names so many orders at most, the others are counted.
inline constexpr std::size_t most_orders_listed = 100;

class people_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    std::shared_ptr<clock_port> clock;
    page<caf::actor> front_desk;
    page<caf::actor> proposals;
    last_resort last;
  };
  people_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "people"; }

 private:
  void take(const proposal_stands& p);
  void tell_list(token who);
  /// Its time is over, or what it is about has moved: nobody can agree any more.
  [[nodiscard]] bool is_void(const proposal_view& p) const;
  void look_at_due_ones();
  void arm();

  needs needs_;
  std::set<order_id> orders_;
  std::map<proposal_id, proposal_view> proposals_;
  bool armed_ = false;
};

}  // namespace sluice

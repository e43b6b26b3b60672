#pragma once
/// What people bring of channels' bills, and what becomes of the differences, as each channel's
/// stream says ("reconciliation/wechat"). Reads orders' streams, and so has a thread of its own. A
/// row moves no money and turns no order around: the most that it leads to is that an order hears,
/// as of a notice that nobody vouches for, that its channel should be asked.

#include <caf/all.hpp>
#include <deque>
#include <map>

#include "actors/engine/directory.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/ports/clock.hpp"
#include "actors/ports/observer.hpp"
#include "actors/reconciliation/differences_wanted.hpp"
#include "actors/settings/settings_keeper.hpp"
#include "domain/reconciliation/decide.hpp"

namespace sluice {

class reconciler_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    page<caf::actor> log_writer;
    std::shared_ptr<clock_port> clock;
    std::shared_ptr<observer> tells;
    page<caf::actor> front_desk;
    page<order_hosts> orders;
    std::vector<channel_id> channels;  ///< all there are
    last_resort last;
  };
  reconciler_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "reconciler"; }

 private:
  using keeper = settings_keeper<reconciliation::state, reconciliation::event,
                                 reconciliation::command, reconciliation::surroundings>;
  using word = keeper::word;
  using ids = std::vector<reconciliation::difference_id>;
  /// It is answered when all keepers that it concerns have heard of it.
  struct pending {
    decltype(differences_wanted::ask) ask;
    std::size_t missing = 0;
  };

  void open_all();
  void take(differences_wanted& w);
  void ask_some(differences_wanted& w, const list_differences& ask);
  void ask_about(differences_wanted& w, const get_difference& ask);
  void bring(differences_wanted& w, report_bill& ask);
  void resolve(differences_wanted& w, const resolve_difference& ask);
  void give(const channel_id& at, word w);
  void expect(const differences_wanted& w, std::size_t missing);
  void look(const channel_id& at, token who);
  void on_heard(const channel_id& at, const word& w, const rejection* refused);
  void on_written(const written& w);
  void write(const channel_id& at, std::optional<store::append_request> what);
  /// Asks orders what they say by now of these, and their channels where they do not know.
  void look_again(const channel_id& at, const ids& which);
  void ask_channel(const channel_id& at, const reconciliation::known_difference& d);
  void reply(token who, answer what);

  [[nodiscard]] const reconciliation::state& state_of(const channel_id& at) const;
  /// Of an id that nobody has given: nothing.
  [[nodiscard]] std::optional<channel_id> channel_with(
      const reconciliation::difference_id& id) const;
  [[nodiscard]] ids concerned_by(const channel_id& at, const reconciliation::report_bill& b) const;
  [[nodiscard]] ids page_of(const channel_id& at, const list_differences& ask) const;
  [[nodiscard]] answer answer_to(const decltype(differences_wanted::ask)& ask,
                                 const channel_id& at) const;
  [[nodiscard]] difference_list list(const list_differences& ask) const;
  [[nodiscard]] difference_view view_of(const channel_id& at,
                                        const reconciliation::known_difference& d) const;
  [[nodiscard]] bill_view view_of(const channel_id& at, const reconciliation::bill& b) const;

  needs needs_;
  std::map<channel_id, keeper> keepers_;
  std::map<token, pending> asked_;
  std::deque<channel_id> writing_;  ///< whose results come back, in this order
  outbox<answered> answers_;
};

}  // namespace sluice

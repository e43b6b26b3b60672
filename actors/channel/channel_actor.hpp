#pragma once
/// One channel: nothing else may call its provider. Permits, rate, queue and deadlines are the
/// gate's (domain/channel/gate.hpp); this actor starts what the gate lets through, gives every
/// permit back exactly once, and answers every call exactly once, if need be with "unknown".
///
/// Its limits are those that its stream says: the file and people change them by events while it
/// runs, and nothing goes by a limit that is not durable.

#include <caf/all.hpp>
#include <set>
#include <unordered_map>

#include "actors/channel/path_keeper.hpp"
#include "actors/degradation/engine_level.hpp"
#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/engine/settings.hpp"
#include "actors/mail/inbox.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/mail/one_timer.hpp"
#include "actors/ports/board.hpp"
#include "actors/ports/call_recorder.hpp"
#include "actors/ports/clock.hpp"
#include "actors/settings/settings_keeper.hpp"
#include "domain/channel/decide.hpp"
#include "domain/channel/gate.hpp"

namespace sluice {

class alarm_facts;
class link_figures;

class channel_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    page<caf::actor> log_writer;
    std::shared_ptr<clock_port> clock;
    std::shared_ptr<observer> tells;
    std::shared_ptr<channel_port> port;
    std::shared_ptr<board> standings;
    std::shared_ptr<channel::host_door> host{};  ///< nothing: its host has no limits
    page<caf::actor> front_desk;
    page<order_hosts> orders;
    page<caf::actor> agreements;  ///< the host of all of them
    std::shared_ptr<alarm_facts> heard{};  ///< nothing: nobody watches how calls end
    std::shared_ptr<call_recorder> records{};  ///< nothing: calls leave no record
    std::shared_ptr<link_figures> links{};  ///< nothing: nobody counts them
    engine_level_reader level;
    last_resort last;
  };
  /// `settings`: the file's section.
  channel_actor(caf::actor_config& cfg, needs own, channel_settings settings);
  caf::behavior make_behavior() override;
  const char* name() const override { return "channel"; }

 private:
  using ticket = channel::gate::ticket;
  using keeper =
      settings_keeper<channel::state, channel::event, channel::command, channel::surroundings>;
  struct wanted {
    call_owner by;
    channel_call call;
    channel::gate::kind kind{};
    std::optional<instant> silent_at{};  ///< started; if the port has said nothing by then, give up
    instant began{};
    channel_key number{};  ///< under which it was sent; only where it is to be recorded
    path_keeper::permit held{};
  };

  // -- settings, channel_settings_words.cpp
  void take_over_settings();
  void tell_of_shortened_deadline() const;
  void take_word(settings_word<channel::command>& w);
  void write(std::optional<store::append_request> what);
  void on_written(const written& w);
  void go_by(const channel::limits& limits);
  void answer_word(const keeper::word& w, const rejection* refused);
  [[nodiscard]] channel_view view();

  // -- paths, channel_path_words.cpp
  void propose_turns(instant now);
  /// Its word is durable, if it led to anything: so it is from now on.
  void follow_path(const channel::command& word);
  void hold_queued_back();
  /// How this way, and those that lead to it, stand now: for whoever chooses a channel.
  void show(const channel::path& way, instant now);
  /// Half-open ways want the next probe, whatever became of the last one.
  void show_half_open_ones(instant now);

  // -- calls
  void take(call_wanted& w, instant now);
  [[nodiscard]] bool may_not_see(const channel_call& call) const;
  void start_what_may(instant now);
  /// The gate has let it through.
  void start(ticket t, instant now);
  void on_answer(const port_answered& a, instant now);
  /// What the channel says about how we call it.
  void heed(const channel_answer& a, instant now);
  void give_up_on_late_ones(instant now);
  /// Of a log that was put back. Whether this call was made before, nobody here knows.
  [[nodiscard]] channel_answer believed(channel_answer a);
  /// The call was not made: surely not paid for a payment, no news for everything else.
  /// For what a payment leaves that waits, or for which there is no place: what limits it `here`,
  /// or its host.
  [[nodiscard]] std::string why_kept_back(std::string_view here, instant now) const;
  void not_sent(ticket t, std::string code);
  void answer_order(ticket t, channel_answer a);
  /// Those who watch: how a call that was started has ended.
  void tell_watch(const call_owner& by, const channel_call& call, const channel_answer& a,
                  instant now) const;
  /// Under which the channel knows what this call is about.
  [[nodiscard]] static const channel_key& number_of(const channel_call& call);
  /// For those who look it up later; also of a call that never left.
  void record(wanted& w, const channel_answer& a) const;
  /// Those who count, in passing.
  void tell_figures(const channel_call& call, const channel_answer& a, instant began, instant now);
  void arm(instant now);
  void drain();
  /// What there is to say to orders; then, to whoever stops the engine, that no call is running.
  void send_all();

  needs needs_;
  channel_settings settings_;
  std::shared_ptr<inbox<port_answered>> answers_ = std::make_shared<inbox<port_answered>>();
  outbox<order_message> to_orders_;
  outbox<agreement_message> to_agreements_;
  outbox<answered> answers_to_words_;
  keeper keeper_;
  channel::gate gate_{channel::limits{}};
  path_keeper paths_;
  bool has_limits_ = false;  ///< those that are durable
  std::vector<call_wanted> wait_for_limits_;
  ticket next_ticket_ = 1;
  std::unordered_map<ticket, wanted> calls_;
  std::set<std::pair<instant, ticket>> silent_at_;  ///< of those calls that were started
  one_timer timer_;
  std::uint64_t count_calls_ = 0, count_unknown_ = 0, count_refused_ = 0;
  caf::response_promise idle_promise_;
  bool draining_ = false;
  bool is_half_open_ = false;  ///< at least one way
  bool has_shown_room_ = true;  ///< what the board says
};

}  // namespace sluice

#pragma once
/// The engine as the edge sees it: requests and notifications go in, answers come out through the
/// reply address. Everything inside is actors; nobody outside needs CAF.
///
/// serve, demo, bench and tests make one. One engine owns one log.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "actors/desk/request.hpp"
#include "actors/engine/settings.hpp"
#include "actors/follow/follower_standing.hpp"
#include "actors/mail/acknowledgement.hpp"
#include "actors/ports/call_recorder.hpp"
#include "actors/ports/channel_port.hpp"
#include "actors/ports/clock.hpp"
#include "actors/ports/configuration_port.hpp"
#include "actors/ports/event_sink.hpp"
#include "actors/ports/heartbeat_port.hpp"
#include "actors/ports/memory_port.hpp"
#include "actors/ports/observer.hpp"
#include "actors/ports/order_archive.hpp"
#include "actors/ports/receiver_port.hpp"
#include "actors/ports/risk_port.hpp"
#include "actors/ports/shared_book.hpp"
#include "actors/ports/shared_record_keys.hpp"
#include "actors/ports/signature_keys.hpp"
#include "actors/ports/webhook_port.hpp"
#include "domain/channel/standing.hpp"
#include "domain/channel_numbers.hpp"
#include "domain/degradation/level.hpp"
#include "store/event_log.hpp"

namespace sluice {

class alarm_counts;
class alarm_facts;
class handler_times;
class link_figures;
class live_books;
class meter;
class notice_counts;
class round_trip;

/// What the engine needs from outside. All of it outlives the engine.
struct environment {
  std::shared_ptr<store::event_log> log;
  std::shared_ptr<clock_port> clock;
  std::shared_ptr<const channel_numbers> numbers;
  std::shared_ptr<observer> tells;
  std::map<channel_id, std::shared_ptr<channel_port>> channels{};
  std::shared_ptr<event_sink> events{};  ///< nothing: events are not published
  std::shared_ptr<webhook_port> webhooks{};  ///< nothing: no merchant is told of anything
  std::shared_ptr<receiver_port> receivers{};  ///< nothing: nobody is told of alarms
  std::shared_ptr<heartbeat_port> heartbeat{};  ///< nothing: nobody hears that the engine lives
  std::shared_ptr<notice_counts> notices{};  ///< nothing: nobody counts what people were told
  std::shared_ptr<order_archive> history{};  ///< nothing: nobody can tell of routes of the past
  std::shared_ptr<risk_port> risk{};  ///< nothing: the risk service counts as silent
  std::shared_ptr<memory_port> memory{};  ///< nothing: nobody looks at it
  std::shared_ptr<meter> counts{};  ///< nothing: nobody counts what the log says
  std::shared_ptr<configuration_port> configuration{};  ///< nothing: no file to read again
  /// Who may do what: filled out of the log, and exchanged while the engine runs.
  std::shared_ptr<shared_book> access = std::make_shared<shared_book>();
  /// The log was put back: until people open it, no money leaves.
  std::optional<degradation::restoration> restored{};
  access::take_over declared{};  ///< what file and keystore say of who may ask
  std::shared_ptr<signature_keys> signatures{};  ///< nothing: nobody checks signatures
  /// Under which the private part of records is sealed. As it is here: all of it in clear.
  std::shared_ptr<const shared_record_keys> keys = std::make_shared<shared_record_keys>();
  bool alarms = true;  ///< people are told of what needs them; false: benchmarks only
  std::shared_ptr<alarm_facts>
      heard{};  ///< what the rules of alarms go by; nothing: nobody watches
  std::shared_ptr<alarm_counts> firing{};  ///< nothing: nobody counts which alarms fire
  std::shared_ptr<link_figures> links{};  ///< nothing: nobody counts what goes through links
  std::shared_ptr<live_books> books{};  ///< nothing: nobody keeps the books of this moment
  bool follows_links = true;  ///< false: calls are counted, and not what the log says
  /// The log can no longer be trusted (see store::write_failed): the process must exit non-zero.
  /// Called once, from an actor's thread.
  std::function<void(const std::string& why)> on_fatal{};
  std::shared_ptr<handler_times> handlers{};  ///< nothing: nobody looks how long messages take
  std::shared_ptr<call_recorder> records{};  ///< nothing: calls leave no record beside the log
};

class engine {
 public:
  /// Starts the actors and the recovery of open orders; returns at once. Requests are taken from
  /// the first moment; those for an order that is being recovered wait for it.
  engine(const engine_settings& settings, const environment& env);
  ~engine();  ///< drains if nobody has
  engine(const engine&) = delete;
  engine& operator=(const engine&) = delete;

  /// Any thread; never blocks. The answer comes to r.reply_to, exactly once.
  void submit(request r);

  /// Any thread; never blocks. `heard(true)` once what the notification says is durable (or was
  /// known before); false: not now, the channel should send it again. Called exactly once.
  void notify(channel_notification n, acknowledgement::listener heard);
  void notify(agreement_notice n, acknowledgement::listener heard);

  /// Where those stand who follow the log. Any thread.
  [[nodiscard]] std::vector<follower_standing> followers() const;
  /// The level of the whole engine, as it is in force. Any thread.
  [[nodiscard]] degradation::level_wish level() const;
  /// How the worst of the ways into each channel stands. Any thread.
  [[nodiscard]] std::map<channel_id, channel::breaker_phase> worst_ways() const;

  /// How merchants' webhook endpoints stand. Any thread.
  [[nodiscard]] std::vector<std::pair<webhook::endpoint_id, webhook_view>> endpoints() const;
  /// Sends a message through the mailboxes of all who do the work: when it has passed them all, the
  /// engine turns round. Null: it is stopping. Any thread.
  [[nodiscard]] std::shared_ptr<const round_trip> send_round() const;

  /// No new commands; running channel calls finish, or are in doubt after settings.drain_limit; the
  /// log is closed. Blocks. Afterwards submit answers `draining`.
  void drain();

 private:
  struct inside;
  std::unique_ptr<inside> inside_;
};

}  // namespace sluice

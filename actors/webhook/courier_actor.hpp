#pragma once
/// Brings merchants' endpoints what they have to hear, two at a time each, and tries again what was
/// not taken. What it says is made from the log for each try: the order as that event left it, so
/// that a try a day later says the same. Reads the log, so it blocks; nobody waits for it.

#include <caf/all.hpp>
#include <memory>

#include "actors/alarm/alarm_facts.hpp"
#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/inbox.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/mail/one_timer.hpp"
#include "actors/ports/clock.hpp"
#include "actors/ports/observer.hpp"
#include "actors/ports/webhook_port.hpp"
#include "actors/webhook/deliveries.hpp"
#include "actors/webhook/endpoint_fates.hpp"
#include "actors/webhook/webhook_message.hpp"

namespace sluice {

class courier_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<deliveries> from;
    std::shared_ptr<webhook_port> port;
    std::shared_ptr<store::event_log> log;
    std::shared_ptr<clock_port> clock;
    std::shared_ptr<observer> tells;
    page<caf::actor> follower;  ///< saves what has been delivered
    page<caf::actor> front_desk;
    page<caf::actor> log_writer;
    std::shared_ptr<alarm_facts> heard{};  ///< nothing: nobody watches
    last_resort last;
  };
  courier_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "courier"; }

 private:
  struct heard {
    webhook_delivery what;
    instant sent;
    webhook::answer said;
  };

  struct asker {
    token who = 0;
    merchant_id whose;
  };

  /// Where the log and what was kept beside it differ, the log is right.
  void take_up_fates();
  void take_up_fate(const webhook::endpoint_id& id);
  [[nodiscard]] webhook_list view_of(const merchant_id& m) const;
  void reply(token who, answer said);
  void take(const list_webhooks& q, token who, cause&& why);
  /// Answered when it is durable.
  void take(const enable_webhook& q, token who, cause&& why);
  void write_fates();
  void on_written(const written& w);
  [[nodiscard]] std::optional<rejection> enable(const enable_webhook& q);
  /// Nothing is kept of it where the log cannot be read.
  [[nodiscard]] std::optional<rejection> tell_range(const webhook::endpoint_id& id,
                                                    webhook::position from, webhook::position to);
  void go_on();
  void bring(const webhook_delivery& d);
  void hear(const heard& h);
  /// For the endpoints that are far behind, as long as it may.
  void read_on();
  [[nodiscard]] std::optional<instant> next_due() const;
  void note_turn(const heard& h, const delivery_turn& turn);
  void tell_turn(const heard& h, webhook::turn what);
  void arm();

  needs needs_;
  endpoint_fates fates_;
  std::vector<asker> unanswered_, until_written_;
  std::shared_ptr<inbox<heard>> answers_ = std::make_shared<inbox<heard>>();
  one_timer timer_{};
  instant reads_from_{};  ///< not before, because the log could not be read
  std::size_t out_ = 0;
  std::size_t unsaved_ = 0;  ///< answers of which the follower has not been told
};

}  // namespace sluice

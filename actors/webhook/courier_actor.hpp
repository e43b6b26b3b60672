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
#include "actors/webhook/webhook_message.hpp"

namespace sluice {

class courier_actor final : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<deliveries> from;
    std::shared_ptr<webhook_port> port;
    std::shared_ptr<store::event_log> log;
    std::shared_ptr<clock_port> clock;
    std::shared_ptr<observer> tells;
    page<caf::actor> follower;  ///< saves what has been delivered
    page<caf::actor> front_desk;
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

  [[nodiscard]] answer reply_to(const list_webhooks& q);
  [[nodiscard]] answer reply_to(const enable_webhook& q);
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
  void tell_turn(const heard& h, webhook::turn what);
  void arm();

  needs needs_;
  std::shared_ptr<inbox<heard>> answers_ = std::make_shared<inbox<heard>>();
  one_timer timer_{};
  instant reads_from_{};  ///< not before, because the log could not be read
  std::size_t out_ = 0;
  std::size_t unsaved_ = 0;  ///< answers of which the follower has not been told
};

}  // namespace sluice

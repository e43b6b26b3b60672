#pragma once
/// Brings people what they must be told of alarms: each notice to each receiver that wants it, one
/// message at a time a receiver, until it is taken. That a receiver begins to fail, or works again,
/// it tells whoever decides about alarms, so that the others bring word of it. And it lets the
/// outside hear that the engine lives. What it has still to bring is in memory: alarms that fire
/// are told anew after a restart.

#include <caf/all.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "actors/alarm/notice_counts.hpp"
#include "actors/alarm/notice_message.hpp"
#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/inbox.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/mail/one_timer.hpp"
#include "actors/ports/clock.hpp"
#include "actors/ports/heartbeat_port.hpp"
#include "actors/ports/observer.hpp"
#include "actors/ports/receiver_port.hpp"
#include "domain/alarm/receiver_queue.hpp"
#include "store/event_log.hpp"

namespace sluice {

class notifier_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::vector<alarm::receiver> receivers{};
    std::shared_ptr<receiver_port> port{};  ///< nothing: there are no receivers
    std::shared_ptr<heartbeat_port> heartbeat{};  ///< nothing: nobody listens
    std::shared_ptr<notice_counts> counts{};
    std::shared_ptr<store::event_log> log{};  ///< only how far it is
    std::shared_ptr<clock_port> clock{};
    std::shared_ptr<observer> tells{};
    page<caf::actor> alarms{};  ///< hears of receivers that fail
    last_resort last;
  };
  notifier_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "notifier"; }

 private:
  struct line {
    alarm::receiver who;
    alarm::receiver_queue queue;
    bool has_worked = false;  ///< in this process
    std::uint64_t tries = 0;  ///< the number of the last: answers to earlier ones are late
    std::optional<instant> given_up_at{};  ///< if it has no answer by then; nothing: none is out
  };
  struct heard {
    std::string receiver;
    std::uint64_t tried;
    receiver_answer said;
  };

  void take(const alarm::notice& n);
  void go_on();
  void bring(line& to, alarm::message what);
  void hear(const heard& h);
  void settle(line& of, const receiver_answer& said);
  void tell_turn(const line& of, bool fails, const std::string& why);
  [[nodiscard]] std::optional<instant> next_due() const;
  void arm();
  void beat();

  needs needs_;
  std::map<std::string, line> lines_{};
  std::shared_ptr<inbox<heard>> answers_ = std::make_shared<inbox<heard>>();
  one_timer timer_{};
  instant next_beat_{};
  std::uint64_t firing_ = 0;
};

}  // namespace sluice

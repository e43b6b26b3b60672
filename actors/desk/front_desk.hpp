#pragma once
/// Where requests come in and answers go out. Gives every request a token, guards command ids,
/// knows the response limit, and answers each request exactly once.

#include <caf/all.hpp>
#include <deque>
#include <unordered_map>
#include <vector>

#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/inbox.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/ports/clock.hpp"

namespace sluice {

class front_desk_actor : public caf::event_based_actor {
 public:
  struct needs {
    std::shared_ptr<inbox<sluice::request>> requests;
    std::shared_ptr<store::event_log> log;
    std::shared_ptr<clock_port> clock;
    page<merchant_actors> merchants;
    page<channel_actors> channels;
    page<order_hosts> orders;
    millis response_limit{};
    last_resort last;
  };
  front_desk_actor(caf::actor_config& cfg, needs own);
  caf::behavior make_behavior() override;
  const char* name() const override { return "front_desk"; }

 private:
  struct pending {
    std::shared_ptr<reply_address> reply_to;
    order_id order;
    command_id id;  ///< empty: none given
    fingerprint body{};
    std::vector<channel_view> channels{};  ///< collected so far, for channel.list
  };

  void take(sluice::request& r);
  [[nodiscard]] std::optional<rejection> cannot_take(const sluice::request& r) const;
  [[nodiscard]] std::optional<rejection> command_id_clash(const sluice::request& r) const;
  /// The merchant has left the configuration, or never was in it.
  void ask_without_merchant(token who, sluice::request& r);
  void ask_channels(token who);
  void collect(token who, channel_view view);
  void finish(token who, const answer& a);
  void hurry_late_ones();
  void forget_answered_deadlines();
  void arm();
  void log_is_broken(const std::string& why);
  [[nodiscard]] std::vector<token> all_pending() const;  ///< first come, first served
  void give_up_all(const std::string& why);
  void drain();
  void send_all();

  needs needs_;
  outbox<errand> errands_;
  outbox<order_message> to_orders_;
  token next_token_ = 1;
  std::unordered_map<token, pending> pending_;
  std::unordered_map<command_id, fingerprint> ids_in_progress_;
  std::deque<std::pair<instant, token>> deadlines_;  ///< in order: the limit is the same for all
  bool armed_ = false;
  bool draining_ = false;
  bool log_broken_ = false;
  bool disk_low_ = false;
};

}  // namespace sluice

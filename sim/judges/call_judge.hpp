#pragma once
/// Judges every call to a channel: is the intent durable, is it the first of its kind, does the
/// channel have room for it? And writes down what the engine has been told.

#include <map>
#include <string>
#include <vector>

#include "actors/engine/settings.hpp"
#include "actors/ports/channel_port.hpp"
#include "sim/judges/code_judge.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/load_book.hpp"
#include "sim/judges/settings_judge.hpp"
#include "sim/judges/time_judge.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

class call_judge {
 public:
  struct experts {
    time_judge& times;
    settings_judge& settings;
    code_judge& codes;
  };
  call_judge(facts& known, const engine_settings& settings, const timeline& time, experts others,
             verdict& says);

  using ticket = std::uint64_t;

  ticket started(const channel_id& channel, const channel_call& call);
  using called_host = channel::called_host;
  /// A connection to it is opened.
  void has_opened(const called_host& at);
  /// The engine does not let one be opened after all. There was an idle one, or not.
  void may_not_open(const called_host& at, bool an_idle_one_was_cut);
  /// Answered, or surely given up by the engine.
  void over(const channel_id& channel, ticket t);
  /// The channel has said that it is asked too often.
  void told_too_fast(const channel_id& channel);
  /// Nobody counts the running calls any more: their process died, or the clock was set, or the
  /// machine stood still, and the engine may rightly believe that they have taken too long.
  void all_over();

  void told(const channel_call& call, const channel_answer& answer);
  void told(const channel_notification& notice);
  /// The engine says that it needs this notification no more.
  void acknowledged(const channel_notification& notice);

 private:
  void confirm(order_facts& o, attempt_facts& a, const channel_call& call);
  void pay(order_facts& o, attempt_facts& a, const channel_call& call);
  void take_back(const order_facts& o, attempt_facts& a, operation by);
  void refund(order_facts& o, const channel_call& call);
  void send_on(const order_facts& o, refund_facts& r, const channel_call& call);
  /// Nothing has happened to the engine or its clock since then.
  [[nodiscard]] bool undisturbed_since(world_time t) const { return disturbed_ < t; }
  [[nodiscard]] const channel_settings& settings_of(const channel_id& channel) const;
  ticket count(const channel_id& channel, const channel_call& call);
  [[nodiscard]] load_book::limits limits_of(const channel_id& channel) const;
  void told_of_attempt(attempt_facts& a, const order_facts& o, const order::attempt_report& r,
                       operation what);

  struct path_load {
    channel::path_limits of;
    load_book book{};
  };
  struct host_load {
    load_book::limits limits{}, of_connections{};
    load_book book{}, connections{};
  };
  struct channel_load {
    load_book book{};
    host_load* host = nullptr;  ///< shared with other channels; nothing: it has no limits
    std::vector<path_load> paths{};  ///< that have limits
    [[nodiscard]] bool is_full(const load_book::limits& of_channel) const;
  };
  template <class Visit>
  void for_each_beside(const channel_load& one, const Visit& visit);
  /// Says so where there is too much.
  void judge(const load_book& book, const load_book::limits& limits, const std::string& where);

  facts* facts_;
  const engine_settings* settings_;
  const timeline* time_;
  time_judge* times_;
  settings_judge* limits_;
  code_judge* codes_;
  verdict* verdict_;
  std::map<channel_id, channel_load> loads_;
  std::map<called_host, host_load> hosts_;
  ticket count_ = 0;
  world_time disturbed_{0};
};

}  // namespace sluice::sim

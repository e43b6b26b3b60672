#pragma once
/// Judges the figures of links: what the engine counts of calls, by minute and by how they ended,
/// against what crossed the wires; of payments and refunds against what the log says, and those it
/// must count exactly, through any number of restarts. Of calls a crash may cost the last minute
/// and what had not been saved; more of them than there were there never are.
///
/// A call is counted when its answer is heard: at that moment, unless the machine stood still, or
/// the port said nothing and the engine found that out by itself.

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "actors/figures/link_figures.hpp"
#include "actors/ports/channel_port.hpp"
#include "sim/judges/call_judge.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/time_judge.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class figures_judge {
 public:
  using ticket = call_judge::ticket;
  figures_judge(const time_judge& times, verdict& says) : times_(&times), verdict_(&says) {}

  // -- what crosses the wire
  void started(const channel_id& channel, ticket t, const channel_call& call);
  /// `said`: null: the port never answers, and the engine gives it up.
  void ended(const channel_id& channel, ticket t, const channel_answer* said);
  void stood_still(millis pause);

  // -- the log: once the facts have it
  void durable(order_facts& o, const order::event& e, instant at);
  /// From now on the engine may leave out whatever is no payment.
  void level_changed() noexcept { counts_all_ = false; }

  /// What they were in its last moment.
  void process_died(const link_figures& now);
  /// Nothing is under way any more, and all that follows the log has caught up with it.
  void all_over(const link_figures& now);

 private:
  using result = figures::call_result;
  /// A call that was heard of between these moments of the engine's clock.
  struct heard_call {
    instant from{}, to{};
    std::optional<result> how{};  ///< nothing: this cannot be told
    bool is_of_this_process = true;
    bool may_be_lost = false;  ///< in a crash, before it was saved
  };
  struct running {
    figures::link where{};
    operation what{};
    instant given_up_at{};  ///< if nothing has been heard
    bool is_disturbed = false;  ///< the machine stood still meanwhile
  };
  struct refund_sums {
    std::uint64_t requested = 0;
    std::array<std::uint64_t, figures::refund_ends> ended{};
  };
  struct open_refund {
    channel_id channel{};
    std::int64_t day = 0;
  };
  struct range {
    std::uint64_t least = 0, most = 0;
  };

  void judge_calls(const link_figures& now);
  void judge_minute(const figures::link& of, std::int64_t minute,
                    const figures::call_counts& counted);
  [[nodiscard]] range calls_in(const figures::link& of, std::int64_t minute, result how) const;
  void judge_paid(const link_figures& now, bool is_exact);
  void judge_refunds(const link_figures& now);
  void pay(const order_facts& o, instant at);
  void end_refund(const order_facts& o, const refund_no& refund, bool is_done, instant at);
  [[nodiscard]] static std::optional<result> result_of(operation what, const channel_answer& said);
  void guilty(const std::string& what) { verdict_->guilty(promise::everybody_hears, what); }

  const time_judge* times_;
  verdict* verdict_;
  bool counts_all_ = true;
  std::map<std::pair<channel_id, ticket>, running> running_;
  std::map<figures::link, std::vector<heard_call>> calls_;
  instant last_record_{}, record_before_{};  ///< of orders, at two moments
  bool is_disturbed_ = false;  ///< the machine stood still since the process began
  std::set<std::string> paid_orders_;
  std::map<figures::link, std::map<std::int64_t, figures::paid_counts>> paid_;  ///< by minute
  std::map<std::string, open_refund> refunds_;
  std::map<channel_id, refund_sums> refunded_;
};

}  // namespace sluice::sim

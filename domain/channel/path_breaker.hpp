#pragma once
/// The breaker of one path: what it counts, who may try, and how it should turn. Part of the
/// channel's breaker (breaker.hpp), which knows the paths above and below.
///
/// A turn is proposed first (due) and becomes so by its durable event (follow); until then the old
/// phase holds, and it is not proposed a second time.

#include <optional>

#include "domain/channel/breaker_rules.hpp"
#include "domain/channel/failure_run.hpp"
#include "domain/channel/outcome.hpp"
#include "domain/channel/path_state.hpp"
#include "domain/channel/probe_leases.hpp"
#include "domain/channel/recent_outcomes.hpp"
#include "domain/channel/sliding_window.hpp"

namespace sluice::channel {

class path_breaker {
 public:
  explicit path_breaker(path where, path_state durable = {})
      : where_(std::move(where)), state_(std::move(durable)) {}

  // -- may a payment pass? Asked of all levels before any is told that it does
  [[nodiscard]] bool has_probe_to_give(const breaker_rules& rules, instant now) const {
    return !needs_probe() || leases_.has_room(rules, now);
  }
  /// Half open and left to itself: whoever passes is a probe.
  [[nodiscard]] bool needs_probe() const noexcept {
    return state_.phase == breaker_phase::half_open && state_.forced == path_switch::automatic;
  }
  /// Just closed, it takes a part of the payments at first. Counts this one among those that came.
  [[nodiscard]] bool is_in_ramp_share(const breaker_rules& rules, instant now) {
    return state_.why != turn_reason::good_probes || takes_its_share(rules, now);
  }
  /// Nothing to give back where it needs no probe.
  [[nodiscard]] probe_leases::id pass(instant deadline, instant now) {
    has_passed_ = true;
    return needs_probe() ? leases_.lease(deadline, now) : probe_leases::none;
  }

  // -- what ended
  struct ended_call {
    outcome what;
    bool slow;
    std::uint32_t generation;  ///< under which it began
    probe_leases::id probe;
  };
  /// False: it began before the last turn, and counts for nothing but the statistics.
  bool payment_ended(const ended_call& call, instant now);
  void query_ended(bool good, instant began, instant now);
  void other_call_ended(bool good, instant now) { others_.add(good, now); }
  /// Our account was refused so often in a row that the whole channel must be opened.
  void account_is_refused(std::uint32_t times) {
    trips_for_ = {turn_reason::account_faults, {times, times, 0}};
  }

  // -- how it should turn
  /// As it should be written now, without the channel's name; nothing: stay so. Not a second time.
  [[nodiscard]] std::optional<path_event> due(const breaker_rules& rules, std::string_view channel,
                                              instant now, instant machine_time);
  /// When due should be asked again, in the log's time.
  [[nodiscard]] std::optional<instant> look_again_at() const;
  /// When a person's switch ends, by the machine's clock.
  [[nodiscard]] std::optional<instant> switch_ends_at() const {
    return is_proposed_ ? std::nullopt : state_.forced_until;
  }
  /// So it is durably.
  void follow(const path_state& durable);

  /// A payment has passed, or one must have, for it has turned.
  [[nodiscard]] bool is_used() const noexcept { return has_passed_ || state_.why.has_value(); }
  [[nodiscard]] const path& where() const noexcept { return where_; }
  [[nodiscard]] const path_state& state() const noexcept { return state_; }
  [[nodiscard]] recent_outcomes::tally payments(instant now) { return payments_.at(now); }
  [[nodiscard]] recent_outcomes::tally other_calls(instant now) { return others_.at(now); }

 private:
  struct cause_to_open {
    turn_reason why;
    call_counts counted;
  };
  [[nodiscard]] bool takes_its_share(const breaker_rules& rules, instant now);
  void begin_anew();
  [[nodiscard]] std::optional<cause_to_open> trip(const breaker_rules& rules, instant now);
  [[nodiscard]] std::optional<cause_to_open> probes_failed(instant now) const;
  [[nodiscard]] std::optional<path_turned> turn_due(const breaker_rules& rules,
                                                    std::string_view channel, instant now);
  [[nodiscard]] path_turned turn(breaker_phase to, turn_reason why) const;
  [[nodiscard]] path_turned opening(const breaker_rules& rules, std::string_view channel,
                                    const cause_to_open& cause, instant now) const;

  path where_;
  path_state state_;
  recent_outcomes payments_, others_;
  // -- since the last turn
  sliding_window window_{};
  failure_run failures_{};
  probe_leases leases_{};
  call_counts probes_{};
  std::optional<cause_to_open> trips_for_{};
  bool has_new_failure_ = false;  ///< or slow call: only these can open it
  bool latest_query_bad_ = false;
  std::uint32_t ramp_ = 0;  ///< hundredths of a payment that have come together
  bool is_proposed_ = false;
  bool has_passed_ = false;
};

}  // namespace sluice::channel

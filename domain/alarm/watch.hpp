#pragma once
/// The rules of alarms: what is heard goes in with its time, alarms come out as events to be made
/// durable and as notices for people. Pure: it has no clock, and whoever leads it (the alarm actor,
/// `sluice alarms test`, tests) looks again when it says so. After a restart its windows are empty,
/// and what fires is known from the log.

#include <map>
#include <optional>
#include <set>

#include "domain/alarm/duty.hpp"
#include "domain/alarm/foreign_rules.hpp"
#include "domain/alarm/network_rules.hpp"
#include "domain/alarm/overdue_rules.hpp"
#include "domain/alarm/payer_rules.hpp"
#include "domain/alarm/rate_rules.hpp"
#include "domain/alarm/volume_rules.hpp"

namespace sluice::alarm {

class watch {
 public:
  watch(const thresholds& t, book known, instant now);

  /// Time never runs backwards.
  void take(const fact& f, instant now) {
    hear(f, now);
    look(now);
  }
  /// What fires by it; the rest is seen at the next look. For whoever hears much at once.
  void hear(const fact& f, instant now);
  /// Of an order that an earlier process saw begin.
  void take_again(const order_begun& o, instant begun, instant now) {
    overdue_.take_again(o, begun, now);
  }
  /// He was asked at that time, perhaps by an earlier process.
  void take_again(const payer_asked& p, instant asked, instant now) { payers_.take(p, asked, now); }
  /// What time alone brings.
  void look(instant now);
  /// When to look again, though nothing is heard; nothing: not before something is.
  [[nodiscard]] std::optional<instant> next_look(instant now);

  /// What a person has said of alarms, once it is durable.
  void heed(const event& e, instant at);
  /// All that has come up since this was asked the last time.
  [[nodiscard]] spoken take_out() { return std::exchange(out_, {}); }

  [[nodiscard]] const book& seen() const noexcept { return book_; }
  /// How often what it tells of has happened. Precondition: it fires.
  [[nodiscard]] std::uint64_t count_of(number no) const { return standings_.at(no).count; }
  /// Nothing has been heard for long that could tell whether it is over.
  [[nodiscard]] bool is_stale(const alarm& a, instant now) const;

 private:
  using condition_key = std::pair<kind, std::string>;

  void hear(const call_ended& c, instant now);
  void hear(const orders_accepted& o, instant now) { volume_.take(o.many, now); }
  void hear(const order_begun& o, instant now) { overdue_.take(o, now); }
  void hear(const order_settled& o, instant) { overdue_.take(o); }
  void hear(const payer_asked& p, instant now) { payers_.take(p, now, now); }
  void hear(const payer_acted& p, instant now) { payers_.take(p, now); }
  void hear(const happened& h, instant now);
  void hear(const condition& c, instant now);
  void hear(const way_turned& w, instant now);

  /// Conditions that have lasted long enough.
  void look_at_conditions(instant now);
  [[nodiscard]] millis patience_with(kind what) const;

  void matched(match m, instant now);
  void begin(match m, instant now);
  void go_on(const alarm& a, match m, instant now);
  /// There are so many of its kind that they are told of as one thing.
  [[nodiscard]] bool is_too_much(const match& m) const;
  /// Somebody else tells of it already.
  [[nodiscard]] const alarm* folded_into(const match& m) const;
  [[nodiscard]] bool will_flap(const match& m, instant now) const;
  void look_whether_over(instant now);
  [[nodiscard]] bool is_over(const alarm& a, standing& of, instant now);
  [[nodiscard]] bool is_clear(const alarm& a, instant now);
  void resolve(number no, instant now);
  /// The last of what could tell whether it is over; nothing: it has no windows.
  [[nodiscard]] std::optional<instant> last_heard(const alarm& a) const;
  [[nodiscard]] std::optional<instant> when_it_may_be_over(const alarm& a, const standing& of,
                                                           instant now) const;
  void note(event e, instant now);

  thresholds t_;
  book book_;
  std::map<number, standing> standings_;
  network_rules network_;
  rate_rules rates_;
  overdue_rules overdue_;
  volume_rules volume_;
  payer_rules payers_;
  foreign_rules foreign_;
  std::map<condition_key, bool> conditions_;
  std::map<condition_key, std::pair<instant, std::string>> lasting_;  ///< not long enough yet
  std::map<channel_id, std::set<std::string>> shut_ways_;
  std::vector<match> found_;
  spoken out_;
};

}  // namespace sluice::alarm

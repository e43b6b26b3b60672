#pragma once
/// Judges what people hear of alarms while others have seen to them or want silence, from books of
/// its own about alarms, words and silences: a silence keeps back what it names, for its time, and
/// nothing else; what it kept back and still fires is said when it is over; and who sees to an
/// alarm ends its repeats and its escalation, not the word that it is over. A restart, and a
/// machine that stood still, excuse what was not said. Times are those of the engine's clock.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "actors/engine/settings.hpp"
#include "actors/ports/receiver_port.hpp"
#include "domain/alarm/event.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class duty_judge {
 public:
  duty_judge(const engine_settings& engine, verdict& says)
      : thresholds_(engine.alarms.thresholds),
        receivers_(engine.alarms.receivers),
        verdict_(&says) {}

  void durable(const alarm::event& e, instant at);
  void brought(const std::string& receiver, const receiver_message& m);

  /// What an earlier process wrote has been read.
  void process_began();
  void stood_still();
  /// Nothing that must be said has not been.
  [[nodiscard]] bool have_all_heard() const;
  void all_over();

 private:
  struct fired {
    alarm::kind what{};
    std::string key{};
    instant since{};
    bool is_of_this_process = true;
    std::optional<instant> taken_at{};
    std::map<std::string, std::vector<instant>> told{};  ///< receivers, by this process
  };
  struct quiet {
    alarm::kind what{};
    std::string key{};
    instant from{}, until{};
    bool is_judged = false;  ///< what its end had to bring
  };
  /// Each receiver that wants it must be told of the alarm once in this time.
  struct owed {
    std::string receiver;
    alarm::number alarm = 0;
    instant from{}, until{};
    std::string why;
  };

  void fire(const alarm::alarm_fired& f, instant at);
  void silence(const alarm::silence& s, instant at);
  void resolve(const alarm::alarm_resolved& r, instant at);
  void hear(const std::string& receiver, const alarm::notice& n);
  /// What has come up by this time of the engine's.
  void time_is(instant at);
  void judge_first_notice(alarm::number no, fired& f, instant at);
  void judge_end(const quiet& s);
  void owe(alarm::number no, const fired& f, instant from, instant until, const char* why);
  [[nodiscard]] bool is_quiet(const fired& f, instant from, instant until) const;
  [[nodiscard]] bool covers(const quiet& s, const fired& f) const;
  [[nodiscard]] bool has_kept_back(const quiet& s, const fired& f) const;
  [[nodiscard]] millis first_wait(const fired& f) const;
  void guilty(alarm::number no, const std::string& what) {
    verdict_->guilty(promise::everybody_hears, "alarm " + std::to_string(no) + ": " + what);
  }

  alarm::thresholds thresholds_;
  std::vector<alarm::receiver> receivers_;
  verdict* verdict_;
  std::map<alarm::number, fired> firing_;
  std::set<alarm::number> first_due_;  ///< of whose first notice nothing has been judged
  std::vector<quiet> silences_;
  std::vector<owed> owed_;
  bool is_disturbed_ = false;  ///< the machine stood still since the process began
};

}  // namespace sluice::sim

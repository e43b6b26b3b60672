#pragma once
/// Hears what is told to people, passes it on, and has the critical part of it watched: what is
/// wrong with the engine or its machine (disk, clock, keys, links) is an alarm like any other.
/// Critical are few things; what the log says of orders the rules hear from there. A note that is
/// not critical is an alarm too where it bears the marks of a program that is broken.

#include <functional>
#include <memory>
#include <mutex>

#include "actors/alarm/alarm_facts.hpp"
#include "actors/ports/observer.hpp"
#include "domain/alarm/log_watch.hpp"

namespace sluice {

class alarm_ear final : public observer {
 public:
  /// `now`: the machine's time; any thread.
  alarm_ear(std::shared_ptr<observer> tells, std::shared_ptr<alarm_facts> facts,
            std::function<instant()> now)
      : tells_(std::move(tells)), facts_(std::move(facts)), now_(std::move(now)) {}

  void tell(const note& n) override;
  [[nodiscard]] bool tell_for_sure(const note& n) override;

 private:
  void hear(const note& n);
  void hear_of_fault(const note& n);

  std::shared_ptr<observer> tells_;
  std::shared_ptr<alarm_facts> facts_;
  std::function<instant()> now_;
  std::mutex mutex_;
  alarm::log_watch faults_;  ///< under mutex_
};

}  // namespace sluice

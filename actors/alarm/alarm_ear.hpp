#pragma once
/// Hears what is told to people, passes it on, and has the critical part of it watched: what is
/// wrong with the engine or its machine (disk, clock, keys, links) is an alarm like any other.
/// Critical are few things; what the log says of orders the rules hear from there.

#include <memory>

#include "actors/alarm/alarm_facts.hpp"
#include "actors/ports/observer.hpp"

namespace sluice {

class alarm_ear final : public observer {
 public:
  alarm_ear(std::shared_ptr<observer> tells, std::shared_ptr<alarm_facts> facts)
      : tells_(std::move(tells)), facts_(std::move(facts)) {}

  void tell(const note& n) override;
  [[nodiscard]] bool tell_for_sure(const note& n) override;

 private:
  void hear(const note& n);

  std::shared_ptr<observer> tells_;
  std::shared_ptr<alarm_facts> facts_;
};

}  // namespace sluice

#pragma once
/// The frame around every behaviour: an exception restarts the actor from the log under the same
/// address; a second failure without a success between (the same input came again) puts it into
/// quarantine. Neighbours never notice.

#include <exception>
#include <string>
#include <utility>

#include "actors/ports/observer.hpp"

namespace sluice {

class restart_frame {
 public:
  [[nodiscard]] bool quarantined() const noexcept { return failures_ >= most_failures; }

  /// Runs work and tells whether it was done. On an exception calls tell_people with a note, then
  /// restart, in which an exception counts as well. In quarantine nothing runs any more.
  template <class Work, class Restart, class TellPeople>
  bool run(Work&& work, Restart&& restart, TellPeople&& tell_people) {
    if (quarantined()) return false;
    try {
      std::forward<Work>(work)();
      failures_ = 0;
      return true;
    } catch (const std::exception& e) {
      tell_people(failed(e.what()));
    }
    if (quarantined()) return false;
    try {
      std::forward<Restart>(restart)();
    } catch (const std::exception& e) {
      tell_people(failed(e.what()));
    }
    return false;
  }

 private:
  static constexpr int most_failures = 2;

  note failed(const char* what) {
    ++failures_;
    if (quarantined())
      return {.level = severity::critical,
              .event = "actor_quarantined",
              .message = std::string("failed again on the same input: ") + what};
    return {.level = severity::critical,
            .event = "actor_restarted",
            .message = std::string("failed: ") + what};
  }

  int failures_ = 0;
};

}  // namespace sluice

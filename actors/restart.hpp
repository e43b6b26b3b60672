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
  restart_frame(observer& tells, std::string who) : tells_(&tells), who_(std::move(who)) {}

  [[nodiscard]] bool quarantined() const noexcept { return failures_ >= most_failures; }

  /// Runs work and tells whether it was done. On an exception tells people, then runs restart, in
  /// which an exception counts as well. In quarantine nothing runs any more.
  template <class Work, class Restart>
  bool run(Work&& work, Restart&& restart) {
    if (quarantined()) return false;
    try {
      std::forward<Work>(work)();
      failures_ = 0;
      return true;
    } catch (const std::exception& e) {
      failed(e.what());
    }
    if (quarantined()) return false;
    try {
      std::forward<Restart>(restart)();
    } catch (const std::exception& e) {
      failed(e.what());
    }
    return false;
  }

 private:
  static constexpr int most_failures = 2;

  void failed(const char* what) {
    ++failures_;
    const bool last = quarantined();
    tells_->tell(
        {.level = severity::critical,
         .event = last ? "actor_quarantined" : "actor_restarted",
         .message = who_ + (last ? " failed again on the same input: " : " failed: ") + what,
         .fields = {{"actor", who_}}});
  }

  observer* tells_;
  std::string who_;
  int failures_ = 0;
};

}  // namespace sluice

#pragma once
/// What people hear of who takes the requests: each change once, in a sentence. Used by owner_watch
/// under its lock.

#include <memory>
#include <string>

#include "actors/ports/observer.hpp"
#include "domain/ownership/contest.hpp"

namespace sluice::nats {

class owner_news {
 public:
  /// `subject`: where engines tell each other.
  owner_news(std::string prefix, std::string subject, std::shared_ptr<observer> tells);

  /// To be called after whatever may have changed the contest. True, once: we owned and do not any
  /// more.
  bool look_at(const ownership::contest& as_it_is);
  /// An owner may not have run for so long.
  void stood_still(millis how_long) const;
  [[nodiscard]] bool was_owner() const noexcept { return was_owner_; }
  /// Why an engine that does not wait is refused.
  [[nodiscard]] std::string refusal(const ownership::contest& as_it_is) const;

 private:
  void tell(severity level, std::string_view event, const std::string& message) const;
  void tell_clash(const ownership::claim& rival);
  void tell_change(ownership::phase before, ownership::phase now,
                   const ownership::contest& as_it_is) const;

  const std::string prefix_;
  const std::string subject_;
  const std::shared_ptr<observer> tells_;
  ownership::phase told_ = ownership::phase::asking;  ///< the phase that people know of
  bool was_owner_ = false;
  std::string clashed_with_{};  ///< told already
};

}  // namespace sluice::nats

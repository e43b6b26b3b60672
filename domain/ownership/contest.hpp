#pragma once
/// Who of several engines on one prefix takes requests, decided by what they tell each other. Pure:
/// time and claims come in, claims go out; adapters/nats/ownership drives it.
///
/// A newcomer asks, and takes over after a silence; an owner answers whoever asks. What an owner
/// may do rests on its own claims coming back to it: each is worth `sure` from its sending, less
/// than a newcomer listens. So on one server an owner that was stopped or cut off knows it before
/// it accepts anything more, and asks first whether somebody else owns by now. Where messages are
/// lost or servers are apart, two may own; once they hear each other, the younger one stops.

#include <deque>
#include <optional>

#include "domain/ownership/claim.hpp"

namespace sluice::ownership {

struct contest_times {
  millis beat{100};  ///< between two claims
  millis sure{250};  ///< what a claim is worth that came back
  millis listen{300};  ///< silence that lets a newcomer take over; longer than `sure`
  millis after_leaving{100};  ///< the same, when the owner has said that it let go
};

enum class phase : std::uint8_t {
  waiting,  ///< for the owner to let go or fall silent
  asking,  ///< listening for objections
  taking,  ///< waiting for the last word to come back: then everything said before it was heard
  holding,  ///< owns
  doubting,  ///< owned; whether it still does is known when its next claim comes back
  unheard,  ///< owns without proof: the server does not carry claims
  yielded,  ///< another one owns; for good
  left,  ///< has let go; for good
};

class contest {
 public:
  /// `self`: process, log and where. `waits`: does not yield before it has owned once. `judged`: of
  /// two that own, somebody else knows the right one (lease.hpp) and makes the other stand down.
  contest(claim self, bool waits, contest_times times, millis now, bool judged = false);

  /// Until be_prepared it only listens: it takes over when nothing else can keep it from taking
  /// requests any more. To be called first, if at all.
  void hold_back();
  void be_prepared(millis now);

  /// What to say now, if anything. To be asked after every other call, and again at `next_look`.
  [[nodiscard]] std::optional<claim> speak(millis now);
  [[nodiscard]] millis next_look() const noexcept;
  /// `wall`: for people, and to compare who was first.
  void hear(const claim& c, millis now, instant wall);
  /// Nothing is heard at the moment, or something may have been missed.
  void cut_off(millis now);
  /// The server has taken our last word and does not carry it, not even back to us.
  void not_carried(instant wall);

  void know_log(std::string id, std::string home) {
    self_.log = std::move(id);
    self_.home = std::move(home);
  }
  void know_group(std::string group) { self_.group = std::move(group); }
  /// Requests are heard already, and answered as soon as we own.
  void be_ready(bool hears_requests) { self_.ready = hears_requests; }
  /// Owns on, but tells that it will leave.
  void drain() {
    draining_ = true;
    speaks_at_once_ = true;
  }
  void leave();
  /// Another one is the owner, says whoever knows.
  void stand_down(const std::optional<claim>& owner);

  [[nodiscard]] phase now_in() const noexcept { return phase_; }
  /// Until when requests may be accepted, if nothing else is heard; zero: not at all.
  [[nodiscard]] millis accepts_until() const noexcept;
  /// To whom it has yielded, or for whom it waits; or the last one that owned beside us.
  [[nodiscard]] const std::optional<claim>& rival() const noexcept { return rival_; }
  /// Its orders are none of ours: after it, whatever is asked for again would be done again. Who
  /// waits for such a one waits in vain.
  [[nodiscard]] bool rival_has_another_log() const noexcept;
  /// Whom we waited for has said that it let go; otherwise it is only silent, and may still hear.
  [[nodiscard]] bool was_handed_over() const noexcept { return handed_over_; }
  /// Owned at the same time as another one, as far as is known.
  [[nodiscard]] bool clashed() const noexcept { return clashed_; }
  /// Somebody waits for us to leave; and hears requests already.
  [[nodiscard]] bool has_heir(millis now) const noexcept;
  [[nodiscard]] bool heir_is_ready() const noexcept { return heir_ && heir_->ready; }
  [[nodiscard]] const claim& self() const noexcept { return self_; }

 private:
  struct sent {
    std::uint64_t number;
    millis at;
  };

  void look_at_time(millis now);
  void hear_myself(const claim& c, millis now, instant wall);
  void hear_owner(const claim& c, millis now);
  void hear_asking(const claim& c, millis now);
  void hear_leaving(const claim& c, millis now);
  void ask(millis now, millis listen);
  void give_way(const claim& c, millis now);
  [[nodiscard]] standing standing_now() const noexcept;
  [[nodiscard]] bool owned_once() const noexcept { return self_.since != instant{}; }

  contest_times times_;
  bool waits_;
  bool judged_;
  bool prepared_ = true;
  claim self_;
  phase phase_;
  millis quiet_since_;  ///< no objection, or nothing of an owner, was heard
  millis listens_;  ///< so long before it takes over
  std::uint64_t proof_;  ///< the first claim whose return means something in this phase; 0: it came
  millis sure_until_{0};
  std::optional<millis> said_at_{};
  bool speaks_at_once_ = true;
  bool draining_ = false;
  bool clashed_ = false;
  bool handed_over_ = false;
  std::deque<sent> sent_{};  ///< lately
  std::optional<claim> rival_{};
  std::optional<claim> heir_{};
  millis heir_heard_{0};
};

}  // namespace sluice::ownership

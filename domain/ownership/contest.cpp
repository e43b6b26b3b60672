#include "domain/ownership/contest.hpp"

#include <algorithm>

namespace sluice::ownership {
namespace {

/// Claims that are remembered until they come back. Far more than are on their way at any time.
constexpr std::size_t remembered = 64;
/// An heir that has not been heard for so many beats is gone.
constexpr int beats_of_an_heir = 5;

}  // namespace

bool precedes(const claim& a, const claim& b) noexcept {
  const bool a_owned = a.since != instant{};
  const bool b_owned = b.since != instant{};
  if (a_owned != b_owned) return a_owned;
  if (a.since != b.since) return a.since < b.since;
  return a.process < b.process;
}

contest::contest(claim self, bool waits, contest_times times, millis now, bool judged)
    : times_(times),
      waits_(waits),
      judged_(judged),
      self_(std::move(self)),
      phase_(waits ? phase::waiting : phase::asking),
      quiet_since_(now),
      listens_(times.listen),
      proof_(1) {}

void contest::hold_back() {
  prepared_ = false;
  phase_ = phase::waiting;
}

void contest::be_prepared(millis now) {
  prepared_ = true;
  if (phase_ == phase::waiting && !waits_) ask(now, times_.listen);
}

// -- speaking ---------------------------------------------------------------------------------

standing contest::standing_now() const noexcept {
  switch (phase_) {
    case phase::waiting: return standing::waiting;
    case phase::asking:
    case phase::doubting: return standing::asking;
    case phase::taking: return standing::taking;
    case phase::holding:
    case phase::unheard: return draining_ ? standing::draining : standing::holding;
    case phase::yielded:
    case phase::left: break;
  }
  return standing::leaving;
}

std::optional<claim> contest::speak(millis now) {
  look_at_time(now);
  // Who does not wait is nobody's heir, and asks for nothing yet.
  const bool listens_only = phase_ == phase::waiting && !waits_;
  const bool silent = listens_only || phase_ == phase::yielded || phase_ == phase::left;
  const bool is_due = !silent && (!said_at_ || now - *said_at_ >= times_.beat);
  if (listens_only || (!is_due && !speaks_at_once_)) return std::nullopt;
  speaks_at_once_ = false;
  said_at_ = now;
  ++self_.number;
  self_.stands = standing_now();
  sent_.push_back({self_.number, now});
  if (sent_.size() > remembered) sent_.pop_front();
  return self_;
}

void contest::look_at_time(millis now) {
  if (phase_ == phase::holding && now >= sure_until_) {
    phase_ = phase::doubting;
    proof_ = self_.number + 1;
    speaks_at_once_ = true;
  }
  if (phase_ == phase::waiting && waits_ && prepared_ && now - quiet_since_ >= listens_)
    ask(now, listens_);
  if (phase_ == phase::asking && now - quiet_since_ >= listens_) {
    phase_ = phase::taking;
    proof_ = self_.number + 1;
    speaks_at_once_ = true;
  }
}

millis contest::next_look() const noexcept {
  const auto beat = said_at_.value_or(millis{0}) + times_.beat;
  if (phase_ == phase::holding) return std::min(beat, sure_until_);
  const bool counts_silence = phase_ == phase::asking || (phase_ == phase::waiting && prepared_);
  if (counts_silence) return std::min(beat, quiet_since_ + listens_);
  return beat;
}

millis contest::accepts_until() const noexcept {
  if (phase_ == phase::holding) return sure_until_;
  return phase_ == phase::unheard ? millis::max() : millis{0};
}

void contest::leave() {
  if (phase_ == phase::left) return;
  // Whoever has yielded has said nothing for long, and nobody waits for him.
  speaks_at_once_ = phase_ != phase::yielded;
  phase_ = phase::left;
}

void contest::stand_down(const std::optional<claim>& owner) {
  if (phase_ == phase::left) return;
  if (owner) rival_ = owner;
  phase_ = phase::yielded;
}

// -- hearing ----------------------------------------------------------------------------------

void contest::hear(const claim& c, millis now, instant wall) {
  look_at_time(now);
  if (phase_ == phase::yielded || phase_ == phase::left) return;
  if (c.process == self_.process) return hear_myself(c, now, wall);
  switch (c.stands) {
    case standing::waiting:
      heir_ = c;
      heir_heard_ = now;
      return;
    case standing::asking:
    case standing::taking: return hear_asking(c, now);
    case standing::holding:
    case standing::draining: return hear_owner(c, now);
    case standing::leaving: return hear_leaving(c, now);
  }
}

/// Whatever reached the server before this claim did has been heard by now.
void contest::hear_myself(const claim& c, millis now, instant wall) {
  const auto mine =
      std::find_if(sent_.begin(), sent_.end(), [&](const sent& s) { return s.number == c.number; });
  if (mine == sent_.end()) return;
  const auto worth = mine->at + times_.sure;
  if (phase_ == phase::unheard) phase_ = phase::doubting;  // claims are carried after all
  if (phase_ == phase::taking && c.number >= proof_) {
    self_.since = wall;
    speaks_at_once_ = true;
  }
  if ((phase_ == phase::taking || phase_ == phase::doubting) && c.number >= proof_)
    phase_ = phase::holding;
  if (phase_ == phase::holding) sure_until_ = std::max(sure_until_, worth);
  if (phase_ == phase::asking && c.number >= proof_) proof_ = 0;  // others know of us
  look_at_time(now);
}

void contest::hear_owner(const claim& c, millis now) {
  rival_ = c;
  if (phase_ != phase::holding) {
    give_way(c, now);
    if (phase_ == phase::waiting && rival_has_another_log()) phase_ = phase::yielded;
    return;
  }
  clashed_ = true;
  if (!judged_ && precedes(c, self_)) return give_way(c, now);
  speaks_at_once_ = true;
}

void contest::hear_asking(const claim& c, millis now) {
  const bool is_last_word = c.stands == standing::taking;
  switch (phase_) {
    case phase::waiting: quiet_since_ = now; return;
    case phase::asking:
      // Its last word stands if it was said before ours: it could not hear us.
      if (precedes(c, self_) || (is_last_word && proof_ != 0)) return give_way(c, now);
      speaks_at_once_ = true;
      return;
    case phase::taking:
      if (precedes(c, self_)) give_way(c, now);
      return;
    case phase::holding: speaks_at_once_ = true; return;
    case phase::doubting:
      // It may own by now; if so it says so to whoever asks.
      if (is_last_word || precedes(c, self_)) ask(now, times_.listen);
      return;
    case phase::unheard: return give_way(c, now);
    case phase::yielded:
    case phase::left: return;
  }
}

void contest::hear_leaving(const claim& c, millis now) {
  if (heir_ && heir_->process == c.process) heir_.reset();
  const bool was_owner = rival_ && rival_->process == c.process;
  if (phase_ != phase::waiting || !was_owner) return;
  handed_over_ = true;
  if (prepared_) return ask(now, times_.after_leaving);
  quiet_since_ = now;
  listens_ = times_.after_leaving;
}

void contest::ask(millis now, millis listen) {
  phase_ = phase::asking;
  quiet_since_ = now;
  listens_ = listen;
  proof_ = self_.number + 1;
  speaks_at_once_ = true;
}

void contest::give_way(const claim& c, millis now) {
  rival_ = c;
  handed_over_ = false;
  sure_until_ = millis{0};
  quiet_since_ = now;
  listens_ = times_.listen;
  phase_ = waits_ && !owned_once() ? phase::waiting : phase::yielded;
}

// -- what the adapter sees ----------------------------------------------------------------------

/// Silence means nothing now, and a claim that comes back later does not bring what was missed.
void contest::cut_off(millis now) {
  switch (phase_) {
    case phase::waiting: quiet_since_ = now; return;
    case phase::asking:
    case phase::taking:
    case phase::holding:
    case phase::doubting: ask(now, times_.listen); return;
    case phase::unheard:
    case phase::yielded:
    case phase::left: return;
  }
}

void contest::not_carried(instant wall) {
  if (phase_ != phase::taking) return;
  if (!owned_once()) self_.since = wall;
  phase_ = phase::unheard;
}

bool contest::rival_has_another_log() const noexcept {
  return rival_ && !rival_->log.empty() && !self_.log.empty() && rival_->log != self_.log;
}

bool contest::has_heir(millis now) const noexcept {
  return heir_ && now - heir_heard_ < beats_of_an_heir * times_.beat;
}

}  // namespace sluice::ownership

#include "domain/ownership/lease.hpp"

namespace sluice::ownership {

lease_step lease::next(millis now) const noexcept {
  if (stands_ == stand::lost || now < not_before_) return lease_step::nothing;
  if (must_read_) return lease_step::read;
  if (may_take_) return lease_step::write;
  if (stands_ == stand::held)
    return now - renewed_ >= times_.renew ? lease_step::write : lease_step::nothing;
  return lease_step::read;
}

/// Nobody has it; or whoever had it said that he left; or it was a process of our own home, which
/// the lock of the log's folder tells us is dead; or it was not renewed for long.
bool lease::is_free(millis now) const noexcept {
  if (!holder_ || holder_->stands == standing::leaving) return true;
  if (holder_->process == self_.process) return true;
  if (!self_.home.empty() && holder_->home == self_.home) return true;
  return now - seen_at_ >= times_.taken_after;
}

void lease::found(std::uint64_t last, std::optional<claim> holder, millis now) {
  must_read_ = false;
  holder_ = std::move(holder);
  if (last != seen_ || writings_seen_ == 0) {
    seen_ = last;
    seen_at_ = now;
    ++writings_seen_;
  }
  if (stands_ == stand::held) {
    const bool ours = holder_ && holder_->process == self_.process;
    if (ours) sequence_ = last;  // a writing whose answer was lost
    if (!ours) stands_ = stand::lost;
    if (!ours) until_ = millis{0};
    return;
  }
  sequence_ = last;
  may_take_ = is_free(now);
  not_before_ = may_take_ ? now : now + times_.look;
}

void lease::written(std::uint64_t at, millis sent) {
  stands_ = stand::held;
  sequence_ = at;
  may_take_ = false;
  renewed_ = sent;
  until_ = sent + times_.accepts;
  holder_ = self_;
}

void lease::refused() noexcept {
  must_read_ = true;
  may_take_ = false;
}

void lease::unknown(millis now) noexcept {
  must_read_ = true;
  may_take_ = false;
  not_before_ = now + times_.look;
}

claim lease::mark(standing stands) const {
  auto c = self_;
  c.stands = stands;
  return c;
}

}  // namespace sluice::ownership

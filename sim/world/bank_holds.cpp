/// What a bank holds for a merchant: a capture takes of it, and the rest is free.

#include "sim/world/bank.hpp"

namespace sluice::sim {

bool bank::can_take(const trade& t) const {
  if (t.taken_from.empty()) return true;
  const auto holder = trades_.find(t.taken_from);
  return holder != trades_.end() && holder->second.now == trade::status::paid &&
         t.amount.minor_units <= left_of(holder->second);
}

/// A capture takes its part, and the rest is the payer's again.
void bank::free_what_was_held(const trade& capture) {
  auto& holder = trades_.at(capture.taken_from);
  holder.now = trade::status::captured;
  holder.taken = capture.amount;
  scene_->judges.money.moved(flow::given_back, channel_key{holder.key}, left_of(holder));
}

/// No bank holds money for ever.
void bank::let_lapse(trade& t) {
  const auto end = about_.windows.capture.end(t.paid_at);
  if (!end) return;
  scene_->time.after(*end - t.paid_at, [this, &t] {
    if (t.now != trade::status::paid || left_of(t) != t.amount.minor_units) return;
    scene_->tale.tell({about_.name, "books: lapsed", t.key});
    (void)give_back(t);
  });
}

}  // namespace sluice::sim

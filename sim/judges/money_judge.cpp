#include "sim/judges/money_judge.hpp"

#include <algorithm>

namespace sluice::sim {

void money_judge::moved(flow what, const channel_key& attempt, std::int64_t minor_units) {
  auto& p = pages_[attempt.value()];
  switch (what) {
    case flow::paid: p.paid += minor_units; break;
    case flow::given_back: p.returned += minor_units; break;
    case flow::refunded: p.refunded += minor_units; break;
  }
  if (p.kept() < 0)
    verdict_->guilty(promise::refunds_fit, "more goes back than was paid under " + attempt.value());
}

std::int64_t money_judge::kept_under(const channel_key& attempt) const {
  const auto known = pages_.find(attempt.value());
  return known == pages_.end() ? 0 : known->second.kept();
}

void money_judge::compare_all() {
  for (const auto& o : facts_->all())
    if (o.exists()) compare(o);
}

void money_judge::compare(const order_facts& o) {
  int attempts_with_money = 0;
  for (const auto& a : o.attempts) {
    // A person compares the books of what waits for one, and of nothing else.
    if (waits_for_person(o, a)) continue;
    const auto kept = kept_under(a.key);
    attempts_with_money += kept > 0 ? 1 : 0;
    compare(o, a, kept);
  }
  if (attempts_with_money > 1) guilty(o, promise::paid_once, "two attempts have kept their money");
}

bool money_judge::waits_for_person(const order_facts& o, const attempt_facts& a) {
  if (only_a_person_answers(a.asks)) return true;
  if (o.stage == order_stage::with_a_person && &a == &o.attempts.back()) return true;
  const auto n = o.number_of(a);
  return std::any_of(o.refunds.begin(), o.refunds.end(), [&](const refund_facts& r) {
    return r.gives_back && r.attempt == n && r.now == refund_facts::stage::with_a_person;
  });
}

void money_judge::compare(const order_facts& o, const attempt_facts& a, std::int64_t kept) {
  const bool holds = !has_ended(o.stage) && a.end == attempt_facts::result::authorized;
  const bool pays = holds || (o.stage == order_stage::paid && a.end == attempt_facts::result::paid);
  const auto due = pays ? a.held_minor - o.refunded_minor() : 0;
  // A refund that waits for a person may have moved or not.
  auto unsettled = pays ? o.committed_minor() - o.refunded_minor() : 0;
  // So may a capture of what is held, which has a person's look of its own.
  if (holds && o.stage == order_stage::with_a_person) unsettled = due;
  if (kept > due || kept < due - unsettled)
    guilty(o, promise::books_agree,
           "attempt " + std::to_string(o.number_of(a).value()) + ": its channel kept " +
               std::to_string(kept) + ", the log says " + std::to_string(due) + " (" +
               std::string(o.public_state()) + ")");
}

void money_judge::guilty(const order_facts& o, promise p, const std::string& why) {
  verdict_->guilty(p, to_string(o.id) + ": " + why);
}

}  // namespace sluice::sim

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

void money_judge::compare_all() {
  for (const auto& o : facts_->all())
    if (o.exists()) compare(o);
}

void money_judge::compare(const order_facts& o) {
  std::int64_t kept = 0;
  int attempts_with_money = 0;
  for (const auto& a : o.attempts)
    if (const auto it = pages_.find(a.key.value()); it != pages_.end()) {
      kept += it->second.kept();
      attempts_with_money += it->second.kept() > 0 ? 1 : 0;
    }
  const bool with_person = o.public_state() == "needs_operator";
  if (attempts_with_money > 1 && !with_person)
    return guilty(o, promise::paid_once, "two attempts have kept their money");
  if (with_person) return;  // a person compares the books
  const auto unsettled = o.committed_minor() - o.refunded_minor();
  const auto due = o.stage == order_stage::paid ? o.amount.minor_units - o.refunded_minor() : 0;
  // A refund that waits for a person may have moved or not.
  if (kept > due || kept < due - unsettled)
    guilty(o, promise::books_agree,
           "the channels kept " + std::to_string(kept) + ", the log says " + std::to_string(due) +
               " (" + std::string(o.public_state()) + ")");
}

void money_judge::guilty(const order_facts& o, promise p, const std::string& why) {
  verdict_->guilty(p, to_string(o.id) + ": " + why);
}

}  // namespace sluice::sim

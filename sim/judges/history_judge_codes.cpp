/// What the log says of codes that a channel has sent to payers' phones.

#include "sim/judges/history_judge.hpp"

namespace sluice::sim {

void history_judge::ask_payer(order_facts& o, const order::payer_asked& e) {
  if (o.attempts.empty()) return;
  auto& a = o.attempts.back();
  const bool wants_code = e.action && e.action->kind == payer_action_kind::enter_code;
  if (e.action || a.codes_given > 0) a.asks_to_act = e.action.has_value();
  if (wants_code && a.codes_given >= most_codes_of_a_payer)
    wrong(o, "payer_asked", "for one code too many", promise::everything_ends);
  a.asks_code = wants_code || (a.asks_code && !e.action && a.codes_given == 0);
  a.asked_code_in = memories_;
}

void history_judge::give_code(order_facts& o, const order::code_given& e) {
  auto* a = current(o, e.attempt, "code_given");
  if (a == nullptr) return;
  if (o.stage != order_stage::payer_asked || !a->asks_code)
    wrong(o, "code_given", "nobody asked for one", promise::paid_once);
  if (e.number != a->codes_given + 1 || e.number > most_codes_of_a_payer)
    wrong(o, "code_given", "under a number that is not its own");
  a->codes_given = e.number;
  a->code_since = machine_->decided_from();
  a->asks_code = a->asks_to_act = a->code_refused = false;
  // What was said before was not said of this one.
  a->told_not_paid = a->told_not_found = a->told_hearsay = false;
  o.stage = order_stage::trying;
}

}  // namespace sluice::sim

#include "sim/world/risk_office.hpp"

#include "base/invariant.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;

}  // namespace

bool risk_office::ask(const risk_question& what) {
  SLUICE_INVARIANT(bus_ != nullptr);
  const bool is_heard = !dice_.strikes(hazard::risk_unreachable);
  scene_->judges.risks.asked(what, is_heard);
  if (!is_heard) return false;
  if (dice_.strikes(hazard::risk_silent)) return true;
  const auto late = dice_.strikes(hazard::risk_late);
  const auto takes = late ? dice_.roll().between(what.within, what.within + 20s)
                          : dice_.roll().between(millis{0}, what.within / 2);
  reply_with(opinion_of(what), takes);
  // Somebody there has thought again.
  if (dice_.strikes(hazard::risk_answers_twice))
    reply_with(opinion_of(what), takes + dice_.roll().between(millis{0}, what.within));
  return true;
}

answer_risk risk_office::opinion_of(const risk_question& q) {
  answer_risk out{
      .order = q.order, .number = q.number, .reference = "case-" + std::to_string(++cases_)};
  if (q.number > 0)
    out.said =
        q.code.reveal() == right_code ? order::code_finding::right : order::code_finding::wrong;
  else if (dice_.strikes(hazard::risk_blocks))
    out.said = order::risk_verdict::block;
  else
    out.said = dice_.strikes(hazard::risk_wants_proof) ? order::risk_verdict::verify
                                                       : order::risk_verdict::pass;
  return out;
}

void risk_office::reply_with(const answer_risk& a, millis later) {
  scene_->judges.risks.said(a);
  scene_->time.after(later, [this, a] { bus_->send({.ask = a}, [](const answer&) {}); });
}

}  // namespace sluice::sim

#include "sim/judges/waiting_judge.hpp"

#include "base/overloaded.hpp"

namespace sluice::sim {

void waiting_judge::asked(ticket t, const request& r) {
  // Waits for what the payer has to do, as long as the response limit lets it.
  if (std::holds_alternative<create_agreement>(r.ask) ||
      std::holds_alternative<verify_agreement>(r.ask))
    return;
  waiter w{.order = {}, .since = time_->now()};
  const bool patient = r.when == reply_when::final;
  std::visit(
      overloaded{
          [&](const create_order& q) {
            w.order = q.order;
            w.for_the_end = patient;
          },
          [&](const revoke_order& q) {
            w.order = q.order;
            w.for_the_end = patient;
          },
          [&](const capture_order& q) {
            w.order = q.order;
            w.for_the_end = patient;
          },
          [&](const create_refund& q) {
            w.order = q.order;
            w.refund = q.refund;
            w.for_the_end = patient;
          },
          [&](const verify_order& q) {
            w.order = q.order;
            w.for_the_end = patient;
          },
          [&](const get_order& q) { w.order = q.order; },
          [&](const get_refund& q) { w.order = q.order; },
          [&](const resolve_order& q) { w.order = q.order; },
          [](const answer_risk&) {},
          [](const get_route&) {},
          [](const get_trace&) {},
          [](const imagine_route&) {},
          [](const auto& about_settings) { static_assert(!requires { about_settings.order; }); },
      },
      r.ask);
  waiting_.emplace(t, std::move(w));
}

void waiting_judge::replied(ticket t, const answer& a) {
  const auto it = waiting_.find(t);
  if (it == waiting_.end()) return;
  const auto w = std::move(it->second);
  waiting_.erase(it);
  if (!w.for_the_end) return;
  const auto* order = std::get_if<order_view>(&a);
  const auto* refund = std::get_if<refund_view>(&a);
  const bool told_nothing = (order != nullptr && order->state == "processing") ||
                            (refund != nullptr && refund->state == "processing");
  if (told_nothing && time_->now() < w.since + settings_->response_limit)
    verdict_->guilty(
        promise::one_reply, to_string(w.order) + ": answered processing before its caller's limit");
}

void waiting_judge::told(const note& n) {
  if (n.event != "actor_quarantined") return;
  for (const auto& [name, value] : n.fields)
    if (name == "actor" && value.starts_with("order ")) quarantined_.insert(value.substr(6));
}

void waiting_judge::all_forgotten() {
  waiting_.clear();
  quarantined_.clear();
}

void waiting_judge::time_moves() {
  for (const auto& [t, w] : waiting_)
    if (const auto why = why_now(w); !why.empty())
      return verdict_->guilty(
          promise::one_reply,
          to_string(w.order) + ": a caller is kept waiting, " + std::string(why));
}

std::string_view waiting_judge::why_now(const waiter& w) {
  if (!w.for_the_end) return "who asked for no end";
  if (!quarantined_.empty() && quarantined_.contains(to_string(w.order)))
    return "and the order is in quarantine";
  auto& o = facts_->of(w.order);
  if (!o.exists()) return "and there is no such order";
  if (w.refund.value().empty())
    return o.public_state() == "processing" ? "" : "and the order has come to an end";
  const auto* r = o.refund_of(w.refund);
  if (r == nullptr) return "and there is no such refund";
  return r->now == refund_facts::stage::open ? "" : "and the refund has come to an end";
}

}  // namespace sluice::sim

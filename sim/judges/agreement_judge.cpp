#include "sim/judges/agreement_judge.hpp"

#include <algorithm>
#include <utility>

#include "base/overloaded.hpp"

namespace sluice::sim {

void agreement_judge::signed_at_bank(const channel_key& key) {
  banks_[key] = bank_says::in_force;
  ever_signed_.insert(key);
}

void agreement_judge::ended_at_bank(const channel_key& key) { banks_[key] = bank_says::ended; }

agreement_judge::bank_says agreement_judge::standing_of(const channel_key& key) const {
  const auto at = banks_.find(key);
  return at == banks_.end() ? bank_says::nothing : at->second;
}

void agreement_judge::charged(const channel_key& payment, const std::string& reference) {
  const auto order = payments_.find(payment);
  if (order == payments_.end()) return;  // it was never begun: the call judge's business
  const auto named = named_by_.find(order->second);
  if (named == named_by_.end()) {
    if (!reference.empty())
      verdict_->guilty(
          promise::only_the_entitled,
          to_string(order->second) + " is charged by an agreement that it never named");
    return;
  }
  const auto& b = books_[named->second];
  if (reference != b.reference)
    guilty(named->second, "an order is charged by another number than the one that was signed",
           promise::only_the_entitled);
}

void agreement_judge::called(const channel_id& channel, const channel_call& call) {
  const auto at = std::find_if(books_.begin(), books_.end(), [&](const auto& known) {
    return known.second.key == call.key && known.second.channel == channel;
  });
  if (at == books_.end())
    return verdict_->guilty(
        promise::states_stand,
        "a channel is asked about an agreement under a "
        "number that is not durable: " +
            call.key.value());
  auto& b = at->second;
  if (call.what == operation::offer_agreement && std::exchange(b.was_offered, true))
    guilty(at->first, "is offered by two calls", promise::states_stand);
  if (call.what == operation::end_agreement && b.said != "ending")
    guilty(at->first, "is being ended, and the log says nothing of it", promise::states_stand);
}

void agreement_judge::durable(const agreement_id& id, const agreement::event& e) {
  auto& b = books_[id];
  const bool was_over = b.said == "lapsed" || b.said == "ended";
  std::visit(
      overloaded{
          [&](const agreement::requested& r) {
            if (!b.said.empty()) guilty(id, "is requested twice", promise::states_stand);
            b.key = r.key;
            b.channel = r.channel;
            b.said = "requested";
          },
          [&](const agreement::offered&) {
            if (b.said != "requested") guilty(id, "is offered again", promise::states_stand);
            b.said = "offered";
          },
          [&](const agreement::signed_by_payer& s) {
            if (!ever_signed_.contains(b.key))
              guilty(id, "is called signed, and nobody has signed it", promise::books_agree);
            b.was_signed = true;
            b.reference = s.reference.shown();
            if (b.said != "requested" && b.said != "offered") return;
            b.said = "in_force";
            b.in_force_since = time_->now();
          },
          [&](const agreement::lapsed&) {
            if (b.said != "requested" && b.said != "offered")
              guilty(id, "lapses although it was " + b.said, promise::states_stand);
            b.said = "lapsed";
          },
          [&](const agreement::ending_requested& r) {
            if (was_over && r.why != agreement::ending::signed_too_late)
              guilty(id, "is ended after its end", promise::states_stand);
            b.said = "ending";
          },
          [&](const agreement::ended&) {
            if (standing_of(b.key) == bank_says::in_force)
              guilty(id, "is called ended, and is in force", promise::books_agree);
            b.said = "ended";
          },
      },
      e);
}

void agreement_judge::durable(const order_id& id, const order::event& e) {
  if (const auto* accepted = std::get_if<order::order_accepted>(&e);
      accepted != nullptr && !accepted->agreement.value().empty())
    named_by_.emplace(id, agreement_id{id.merchant, accepted->agreement});
  if (const auto* started = std::get_if<order::attempt_started>(&e))
    payments_.emplace(started->key, id);
}

bool agreement_judge::may_refuse(const agreement_id& id, world_time since) const {
  const auto at = books_.find(id);
  return at == books_.end() || at->second.said != "in_force" || at->second.in_force_since >= since;
}

void agreement_judge::answered(const agreement_view& v) {
  const auto at = books_.find(v.agreement);
  if (at == books_.end())
    return guilty(v.agreement, "is acknowledged before it is durable", promise::one_reply);
  if (v.state == "in_force" && !at->second.was_signed)
    guilty(v.agreement, "is called in force before the log says so", promise::one_reply);
}

void agreement_judge::all_over() {
  for (const auto& [id, b] : books_) {
    const bool is_in_force = standing_of(b.key) == bank_says::in_force;
    if (b.said != "in_force" && b.said != "lapsed" && b.said != "ended")
      guilty(id, "is still " + b.said + " long after everything works again",
             promise::everything_ends);
    else if (b.said != "in_force" && is_in_force)
      guilty(id, "is " + b.said + ", and the bank lets the payer be charged", promise::books_agree);
  }
}

void agreement_judge::guilty(const agreement_id& id, const std::string& why, promise which) {
  verdict_->guilty(which, "agreement " + to_string(id) + ' ' + why);
}

}  // namespace sluice::sim
